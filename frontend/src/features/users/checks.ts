const LOGIN = /^[A-Za-z0-9_\-. ]+$/;
const PHONE = /^\+\d{5,19}$/;
const EMAIL = /^[^@\s]+@[^@\s]+\.[^@\s.]+$/;
const LEAST_LOGIN = 3;
const LEAST_PASSWORD = 8;

/** USR-033, USR-044. */
export const isLogin = (text: string): boolean => LOGIN.test(text) && text.trim().length >= LEAST_LOGIN;

/** International form (USR-034), beginning as the installation wants it (USR-046). */
export const isPhone = (text: string, prefix: string): boolean => PHONE.test(text) && text.startsWith(prefix);

export const isEmail = (text: string): boolean => text === '' || EMAIL.test(text.trim());

export type PasswordFlaw = 'short' | 'uppercase' | 'lowercase' | 'digit';

/** What a password lacks (USR-037). The server knows more: common passwords, entropy, the login inside. */
export function passwordFlaw(password: string): PasswordFlaw | null {
  if (password.length < LEAST_PASSWORD) return 'short';
  if (!/\p{Lu}/u.test(password)) return 'uppercase';
  if (!/\p{Ll}/u.test(password)) return 'lowercase';
  return /\p{Nd}/u.test(password) ? null : 'digit';
}
