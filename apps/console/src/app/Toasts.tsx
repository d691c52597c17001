import { Notifications } from '@mantine/notifications';

/** Where messages at the edge of the page appear; what is said before it is here waits for it. */
export function Toasts() {
  return <Notifications position="bottom-left" limit={2} containerWidth="20rem" />;
}
