import type { ReactNode } from 'react';
import { Navigate } from 'react-router-dom';
import type { Permission } from '#contract';
import { Loading, NotFound } from '../layout/edges';
import { useMe } from './me';

/** Shows a page to those whose role reaches it; everybody else reads that there is nothing for them. */
export function Reach({ needs, children }: { needs: Permission; children: ReactNode }) {
  const { me, may } = useMe();
  if (me === undefined) return <Loading />;
  if (me.secondFactorDue) return <Navigate to="/account" replace />;
  return may(needs) ? children : <NotFound />;
}
