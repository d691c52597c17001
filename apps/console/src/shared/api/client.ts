import { QueryClient } from '@tanstack/react-query';
import { asApiError } from './ApiError.js';

/** Live changes arrive by socket; a short freshness spares the network when one goes back and forth. */
export const makeQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        networkMode: 'offlineFirst',
        retry: (failures, error) => failures < 2 && asApiError(error)?.passing === true,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
