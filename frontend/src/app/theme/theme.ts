import { createTheme, type Shadows } from '@mui/material/styles';
import tokens from '@/styles/tokens.json';

const floating = {
  backgroundColor: 'var(--raised)',
  border: '1px solid var(--line)',
  boxShadow: 'var(--shadow)',
  color: 'var(--text)',
};

const item = {
  minHeight: 32,
  margin: '0 4px',
  padding: '4px 10px',
  gap: 10,
  borderRadius: 5,
  fontSize: 13,
  '&:hover, &.Mui-focused, &.Mui-focusVisible': { backgroundColor: 'var(--hover)' },
  '&.Mui-selected, &.Mui-selected:hover, &[aria-selected="true"]': { backgroundColor: 'var(--selected)' },
  '&.Mui-focusVisible': { outlineOffset: -2 },
};

/**
 * MUI gives us windows, menus and type-ahead fields; colours come from the CSS variables of styles/tokens.css, so one
 * theme serves light and dark and nothing is drawn again when they change.
 */
export const theme = createTheme({
  typography: {
    fontFamily: tokens.font.family,
    fontSize: 13,
    body1: { fontSize: 14, lineHeight: 20 / 14 },
    body2: { fontSize: 13, lineHeight: 20 / 13 },
  },
  shape: { borderRadius: tokens.radius.control },
  spacing: 4,
  shadows: Array<string>(25).fill('none') as Shadows,
  components: {
    MuiButtonBase: {
      defaultProps: { disableRipple: true },
      styleOverrides: {
        root: { '&.Mui-focusVisible': { outline: '2px solid var(--focus)', outlineOffset: 2 } },
      },
    },
    MuiPaper: { defaultProps: { elevation: 0 }, styleOverrides: { root: floating } },
    MuiPopover: { styleOverrides: { paper: { borderRadius: tokens.radius.panel } } },
    MuiMenuItem: { styleOverrides: { root: item } },
    MuiInputBase: { styleOverrides: { root: { color: 'inherit' } } },
    MuiAutocomplete: {
      styleOverrides: {
        paper: { marginTop: 4, borderRadius: tokens.radius.panel },
        option: { '&&': item },
        loading: { color: 'var(--text3)', fontSize: 13 },
        noOptions: { color: 'var(--text3)', fontSize: 13 },
      },
    },
    MuiDialog: {
      styleOverrides: {
        paper: { borderRadius: tokens.radius.dialog },
        paperFullScreen: { borderRadius: 0, border: 0 },
      },
    },
    MuiBackdrop: {
      styleOverrides: { root: { '&:not(.MuiBackdrop-invisible)': { backgroundColor: 'var(--scrim)' } } },
    },
  },
});
