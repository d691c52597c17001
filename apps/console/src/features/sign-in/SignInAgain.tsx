import { Modal } from '@mantine/core';
import { SignInForm } from './SignInForm.js';
import { useSignInTexts } from './useSignInTexts.js';

/** The session has ended: the page stays as it is behind the form. */
export function SignInAgain({ email }: { email: string }) {
  const t = useSignInTexts();
  return (
    <Modal opened onClose={() => undefined} withCloseButton={false} title={t('again.title')}>
      <p>{t('again.text')}</p>
      <SignInForm email={email} />
    </Modal>
  );
}
