import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { ErrorNotice } from './ErrorNotice.js';
import { useUi } from './useUi.js';

/** The shape of what comes. */
export function Waiting({ rows = 6, height = 44 }: { rows?: number; height?: number }) {
  const t = useUi();
  return (
    <div role="status" aria-label={t('loading')}>
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={height} mb={8} radius="md" />
      ))}
    </div>
  );
}

interface ReadResult<Data> {
  data: Data | undefined;
  error: unknown;
  refetch: () => unknown;
}

export interface LoadedProps<Data> {
  from: ReadResult<Data>;
  rows?: number;
  height?: number;
  children: (data: Data) => ReactNode;
}

/** What was read, or its skeleton, or why it did not come. Old data stays when a later read fails. */
export function Loaded<Data>({ from, rows, height, children }: LoadedProps<Data>) {
  if (from.data !== undefined) return children(from.data);
  if (from.error) return <ErrorNotice error={from.error} onRetry={() => void from.refetch()} />;
  return <Waiting rows={rows} height={height} />;
}
