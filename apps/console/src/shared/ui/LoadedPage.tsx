import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Page } from './Page.js';
import { Loaded, type LoadedProps } from './Waiting.js';

interface LoadedPageProps<Data> extends LoadedProps<Data> {
  /** What it is, until its own title is known. */
  title: string;
  back: { to: string; label: string };
  children: (data: Data) => ReactNode;
}

/** A record's page: while it loads, or when it does not come, it has a title and a way back all the same. */
export function LoadedPage<Data>({ title, back, from, children }: LoadedPageProps<Data>) {
  if (from.data !== undefined) return children(from.data);
  return (
    <Page title={title} lead={<Link to={back.to}>{back.label}</Link>}>
      <Loaded from={from}>{children}</Loaded>
    </Page>
  );
}
