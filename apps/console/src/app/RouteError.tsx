import { useRouteError } from 'react-router';
import { BrokenPage } from '../shared/ui/BrokenPage.js';

export function RouteError() {
  return <BrokenPage error={useRouteError()} />;
}
