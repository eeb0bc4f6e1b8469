import './styles/fonts.css';
import './styles/base.css';

import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { showToast } from '@/components/toast/toasts';
import { errorText } from '@/lib/errorText';
import { watchLeaving } from '@/lib/leaving';
import { App } from './app/App';
import { needTexts, startI18n } from './app/i18n/i18n';
import { makeQueryClient } from './app/queryClient';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

watchLeaving();
const i18n = await startI18n();

async function sayError(error: Error): Promise<void> {
  // The words come with the first page, which may be on its way still.
  await needTexts().catch(() => undefined);
  const { text, detail } = errorText(error, i18n.getFixedT(null, 'errors'));
  showToast('error', text, detail);
}

const queryClient = makeQueryClient((error) => void sayError(error));
createRoot(root).render(
  <App queryClient={queryClient} router={(routes) => <BrowserRouter>{routes}</BrowserRouter>} />,
);
