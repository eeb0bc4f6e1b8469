import { createTheme, type Shadows } from '@mui/material/styles';
import tokens from '@/styles/tokens.json';

const { light, dark } = tokens.color;

const scheme = (colours: typeof light) => ({
  palette: {
    primary: { main: colours.accent, dark: colours.accentHover, contrastText: colours.onAccent },
    error: { main: colours.state.fault.mark, contrastText: colours.onDanger },
    success: { main: colours.state.ok.mark },
    warning: { main: colours.state.warn.mark },
    info: { main: colours.state.charge.mark },
    background: { default: colours.canvas, paper: colours.surface },
    divider: colours.line,
    text: { primary: colours.text, secondary: colours.text2, disabled: colours.disabled },
    action: { hover: colours.hover, selected: colours.selected },
  },
});

const floating = {
  backgroundColor: 'var(--raised)',
  border: '1px solid var(--line)',
  boxShadow: 'var(--shadow)',
  color: 'var(--text)',
};

const focusRing = { outline: '2px solid var(--focus)', outlineOffset: 2 };

/** Tokens as a MUI theme. Our own stylesheets use the same tokens as CSS variables (styles/tokens.css). */
export const theme = createTheme({
  cssVariables: { colorSchemeSelector: 'data-theme' },
  colorSchemes: { light: scheme(light), dark: scheme(dark) },
  typography: {
    fontFamily: tokens.font.family,
    fontSize: 13,
    body1: { fontSize: 14, lineHeight: 20 / 14 },
    body2: { fontSize: 13, lineHeight: 20 / 13 },
    caption: { fontSize: 11, lineHeight: 16 / 11 },
    button: { textTransform: 'none', fontWeight: 550 },
  },
  shape: { borderRadius: tokens.radius.control },
  spacing: 4,
  shadows: Array<string>(25).fill('none') as Shadows,
  components: {
    MuiButtonBase: {
      defaultProps: { disableRipple: true },
      styleOverrides: { root: { '&.Mui-focusVisible': focusRing } },
    },
    MuiPaper: { defaultProps: { elevation: 0 }, styleOverrides: { root: { backgroundImage: 'none' } } },
    MuiPopover: { styleOverrides: { paper: { ...floating, borderRadius: tokens.radius.panel } } },
    MuiMenuItem: {
      styleOverrides: {
        root: {
          minHeight: 32,
          margin: '0 4px',
          padding: '4px 10px',
          gap: 10,
          borderRadius: 5,
          fontSize: 13,
          '&.Mui-focusVisible': { outlineOffset: -2 },
        },
      },
    },
    MuiDialog: {
      styleOverrides: {
        paper: { ...floating, borderRadius: tokens.radius.dialog },
        paperFullScreen: { borderRadius: 0, border: 0 },
      },
    },
    MuiBackdrop: {
      styleOverrides: { root: { '&:not(.MuiBackdrop-invisible)': { backgroundColor: 'var(--scrim)' } } },
    },
    MuiTooltip: {
      defaultProps: { enterDelay: 400, disableInteractive: true },
      styleOverrides: {
        tooltip: {
          backgroundColor: 'var(--tooltip)',
          color: 'var(--on-tooltip)',
          fontSize: 12,
          padding: '6px 10px',
        },
      },
    },
  },
});
