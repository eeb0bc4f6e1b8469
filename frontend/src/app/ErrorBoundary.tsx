import { Component, type ReactNode } from 'react';
import { ErrorPage } from './ErrorPage';

interface ErrorBoundaryProps {
  /** Another value tries again: the address, so that a broken page does not break the next one. */
  resetKey?: string;
  children: ReactNode;
}

interface State {
  isBroken: boolean;
}

/** Shows a sentence in place of a part that broke; the rest of the page lives on. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, State> {
  static getDerivedStateFromError = (): State => ({ isBroken: true });

  override state: State = { isBroken: false };

  override componentDidUpdate(before: ErrorBoundaryProps): void {
    if (this.state.isBroken && before.resetKey !== this.props.resetKey) this.setState({ isBroken: false });
  }

  override render(): ReactNode {
    return this.state.isBroken ? <ErrorPage /> : this.props.children;
  }
}
