import { screen } from '@testing-library/react';
import { useState } from 'react';
import { expect, it } from 'vitest';
import { renderPart } from '@/testing/renderPart';
import { NumberInput } from './NumberInput';

function Amount({ isFixed }: { isFixed?: boolean }) {
  const [value, setValue] = useState<number | null>(886.2);
  return <NumberInput id="amount" value={value} decimals={2} isFixed={isFixed} onChange={setValue} />;
}

it('[UI-113] an amount of money stands with all its decimals, but while it is typed', async () => {
  const { user } = renderPart(<Amount isFixed />);
  const amount = screen.getByRole('textbox');
  expect(amount).toHaveValue('886,20');
  await user.clear(amount);
  expect(amount).toHaveValue('');
  await user.type(amount, '12,5');
  expect(amount).toHaveValue('12,5');
  await user.tab();
  expect(amount).toHaveValue('12,50');
});

it('another number has the decimals that it needs', () => {
  renderPart(<Amount />);
  expect(screen.getByRole('textbox')).toHaveValue('886,2');
});
