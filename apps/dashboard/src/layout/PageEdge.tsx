import { Component, type ReactNode } from 'react';
import { useLocation } from 'react-router-dom';
import { Broken } from './edges';

interface EdgeProps {
  /** Where one is: another page starts anew. */
  at: string;
  children: ReactNode;
}

interface EdgeState {
  at: string;
  broken: boolean;
}

class Edge extends Component<EdgeProps, EdgeState> {
  override state: EdgeState = { at: this.props.at, broken: false };

  static getDerivedStateFromError(): Partial<EdgeState> {
    return { broken: true };
  }

  static getDerivedStateFromProps({ at }: EdgeProps, state: EdgeState): EdgeState | null {
    return at === state.at ? null : { at, broken: false };
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return <Broken onAgain={() => window.location.reload()} />;
  }
}

/**
 * A page that breaks, or that does not arrive over a bad line, is alone in it: the call one is in, the alerts and the
 * way to other pages stay.
 */
export function PageEdge({ children }: { children: ReactNode }) {
  const { pathname } = useLocation();
  return <Edge at={pathname}>{children}</Edge>;
}
