import '@fontsource-variable/inter/wght.css';
import './styles/base.css';

import { createRoot } from 'react-dom/client';
import { createBrowserRouter } from 'react-router';
import { showToast } from '@/components/toast/toasts';
import { errorText } from '@/lib/errorText';
import { App } from './app/App';
import { startI18n } from './app/i18n/i18n';
import { makeQueryClient } from './app/queryClient';
import { routes } from './app/routes';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

const i18n = await startI18n();
const queryClient = makeQueryClient((error) => {
  const { text, detail } = errorText(error, i18n.getFixedT(null, 'errors'));
  showToast('error', text, detail);
});
createRoot(root).render(<App router={createBrowserRouter(routes)} queryClient={queryClient} />);
