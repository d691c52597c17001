import type { Locator, Page } from 'playwright-core';

/** Presses Tab until the element has the focus: a person without a mouse has no other way. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let presses = 0; presses < 150; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never reached ${String(target)}`);
}

export async function typeInto(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.type(text);
}

/** Chooses by the keyboard alone what is marked first once the text has found something. */
export async function chooseFirst(page: Page, box: Locator, text: string): Promise<void> {
  await tabTo(page, box);
  await page.keyboard.type(text);
  await page.locator('[role=option][data-combobox-selected]').first().waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('option').first().waitFor({ state: 'hidden' });
}

/** A shortcut works from the moment that its page listens, which nothing shows: pressed again until it has done what it does. */
export async function pressUntil(page: Page, key: string, done: Locator): Promise<void> {
  for (let presses = 0; presses < 20; presses++) {
    await page.keyboard.press(key);
    const came = await done.waitFor({ timeout: 3_000 }).then(
      () => true,
      () => false,
    );
    if (came) return;
  }
  throw new Error(`${key} did nothing`);
}
