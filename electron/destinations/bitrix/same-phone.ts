/** Whether two writings are of one number: signs between digits, 00 for +, and the 8 that Russians dial for +7 tell nothing. */
export function samePhone(one: string, other: string): boolean {
  const digits = digitsOf(one);
  return digits !== '' && digits === digitsOf(other);
}

function digitsOf(phone: string): string {
  const digits = phone.replaceAll(/\D/g, '');
  if (phone.trim().startsWith('+')) return digits;
  return digits.replace(/^00/, '').replace(/^8(?=\d{10}$)/, '7');
}
