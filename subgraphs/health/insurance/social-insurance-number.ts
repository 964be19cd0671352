const DIGITS = 10;

/** The 10-digit social insurance number in a card's number, whose last ten characters it is on old and new cards. */
export function socialInsuranceNumberOf(cardNumber: string): string {
  return cardNumber.slice(-DIGITS);
}
