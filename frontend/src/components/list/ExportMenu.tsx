import ListItemText from '@mui/material/ListItemText';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMegabytes } from '@/lib/format';
import { useLanguage } from '@/lib/useFormat';
import { toCriteriaQuery } from '@/lib/useListParams';
import { IconButton } from '../buttons/IconButton';
import { Icon } from '../icons/Icon';
import { showToast } from '../toast/toasts';
import { download, type Progress } from './download';
import type { ListState } from './useList';
import classes from './list.module.css';

const FORMATS = ['xlsx', 'csv'] as const;

/** Where the file is to be had for these criteria. */
function pathOf<Row>({ list }: ListState<Row>, search: URLSearchParams): string | undefined {
  return typeof list.exportPath === 'function' ? list.exportPath(search) : list.exportPath;
}

/** Address of the file: the filters and the sort of the list, its shown columns, the language of the interface. */
function addressOf<Row>(state: ListState<Row>, format: string, language: string): string {
  const search = toCriteriaQuery(state.asked);
  const path = pathOf(state, search);
  search.set('format', format);
  search.set('language', language);
  search.set('time_zone', Intl.DateTimeFormat().resolvedOptions().timeZone);
  const fields = state.columns.shown.flatMap(({ field }) => field ?? []);
  if (fields.length > 0) search.set('columns', fields.join(','));
  return `${path}?${search}`;
}

/** The filtered list as a file: the whole result, not the page. */
export function ExportMenu<Row>({ state }: { state: ListState<Row> }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [progress, setProgress] = useState<Progress | null>(null);
  const abort = useRef<AbortController>(null);
  const load = useMutation({
    mutationFn: (format: string) => {
      abort.current = new AbortController();
      setProgress({ bytes: 0, rows: null });
      return download(addressOf(state, format, language), abort.current.signal, setProgress);
    },
    onSuccess: () => showToast('success', t('list.exported')),
    onSettled: () => setProgress(null),
  });
  if (!pathOf(state, toCriteriaQuery(state.asked))) return null;
  if (progress) return <Loading progress={progress} onStop={() => abort.current?.abort()} />;
  return (
    <>
      <IconButton
        icon="download"
        label={t('list.export')}
        aria-haspopup="menu"
        onClick={({ currentTarget }) => setAnchor(currentTarget)}
      />
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {FORMATS.map((format) => (
          <MenuItem
            key={format}
            onClick={() => {
              setAnchor(null);
              load.mutate(format);
            }}
          >
            <Icon name={format === 'xlsx' ? 'xlsx' : 'file'} />
            <ListItemText>{t(`list.exportTo.${format}`)}</ListItemText>
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}

function Loading({ progress: { bytes, rows }, onStop }: { progress: Progress; onStop: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const size = `${formatMegabytes(bytes, language)} ${t('units.megabyte')}`;
  const parts = [t('list.exporting'), size, rows !== null && t('list.exportRows', { count: rows })];
  return (
    <span className={classes['exporting']} role="status">
      <span className="num">{parts.filter(Boolean).join(' · ')}</span>
      <IconButton icon="cross" dense label={t('list.exportStop')} onClick={onStop} />
    </span>
  );
}
