import { describe, expect, it } from 'vitest';
import { isOurs } from '../../../electron/host/trust.ts';

describe('the sender of a request', () => {
  it('is ours when its page is app://desk', () => {
    for (const url of ['app://desk/', 'app://desk/index.html?x#y', 'app://desk']) expect(isOurs(url)).toBe(true);
  });
  it('is not when anything of the origin differs, or when there is none', () => {
    for (const url of ['app://desk.evil/', 'app://evil/desk', 'https://desk/', 'app://desk:80/', 'app://user@desk:1/', 'file:///desk', 'about:blank', 'null', '']) {
      expect(isOurs(url)).toBe(false);
    }
    expect(isOurs(undefined)).toBe(false);
  });
});
