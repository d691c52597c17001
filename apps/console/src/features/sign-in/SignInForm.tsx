import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState, type FormEvent } from 'react';
import type { ApiError } from '../../shared/api/ApiError.js';
import { openSession } from '../../shared/session/api.js';
import { useSession } from '../../shared/session/session.js';
import { ErrorNotice } from '../../shared/ui/ErrorNotice.js';
import { useSignInTexts } from './useSignInTexts.js';

/** `email` is filled in when the person is known. */
export function SignInForm({ email: known = '' }: { email?: string }) {
  const t = useSignInTexts();
  const { signedIn } = useSession();
  const [email, setEmail] = useState(known);
  const [password, setPassword] = useState('');
  const [checked, setChecked] = useState(false);
  const emailField = useRef<HTMLInputElement>(null);
  const passwordField = useRef<HTMLInputElement>(null);
  const open = useMutation<Awaited<ReturnType<typeof openSession>>, ApiError>({
    mutationFn: () => openSession(email.trim(), password),
    onSuccess: signedIn,
    onError: () => passwordField.current?.select(),
  });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (email.trim() === '') emailField.current?.focus();
    else if (password === '') passwordField.current?.focus();
    else open.mutate();
  };

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        {open.error && <ErrorNotice error={open.error} />}
        <TextInput
          ref={emailField}
          label={t('email')}
          type="email"
          autoComplete="username"
          inputMode="email"
          autoCapitalize="none"
          spellCheck={false}
          required
          withAsterisk={false}
          value={email}
          error={checked && email.trim() === '' && t('needed')}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          ref={passwordField}
          label={t('password')}
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          error={checked && password === '' && t('needed')}
          visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
          data-autofocus={known !== '' || undefined}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" size="lg" loading={open.isPending}>
          {t('submit')}
        </Button>
      </Stack>
    </form>
  );
}
