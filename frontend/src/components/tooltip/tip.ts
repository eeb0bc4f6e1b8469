/** Attribute that names an element in a tooltip; `TooltipLayer` shows it on hover and on focus. */
export const TIP = 'data-tip';

export const tip = (text: string): { [TIP]: string } => ({ [TIP]: text });
