import { Button } from '@mantine/core';
import { IconPhoto } from '@tabler/icons-react';
import { useRef } from 'react';
import { useRelayTexts } from './useRelayTexts.js';

/** For who has no camera, or would not let a page use it: photographs or screenshots of the codes. */
export function PhotoButton({ onFiles }: { onFiles: (files: readonly File[]) => void }) {
  const t = useRelayTexts();
  const field = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={field}
        type="file"
        accept="image/*"
        multiple
        hidden
        aria-label={t('photo')}
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
      <Button size="lg" variant="default" leftSection={<IconPhoto size={22} />} onClick={() => field.current?.click()}>
        {t('photo')}
      </Button>
    </>
  );
}
