import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { ApiProblem } from '@/api/problem';
import type { Option } from '@/components/fields/SelectInput';
import { renderPart } from '@/testing/renderPart';
import { FormWindow } from './FormWindow';
import { masks } from './masks';
import type { FormDeclaration, SubmitContext } from './types';

interface Person {
  login: string;
  phone: string;
  limit: number | null;
  kind: string;
  tax: string;
  place: Option | null;
  isActive: boolean;
}

const person: Person = {
  login: '',
  phone: '',
  limit: null,
  kind: 'owner',
  tax: '',
  place: null,
  isActive: true,
};

const places = {
  key: ['places'],
  search: (text: string) =>
    Promise.resolve([{ value: 'n', label: 'Нева' }].filter(({ label }) => label.includes(text))),
};

const declare = (change: Partial<FormDeclaration<Person, string>> = {}): FormDeclaration<Person, string> => ({
  title: 'Добавление пользователя',
  fields: [
    { kind: 'text', name: 'login', label: 'Логин', isRequired: true, max: 10, codes: ['login_taken'] },
    { kind: 'text', name: 'phone', label: 'Телефон', mask: masks.phone, wire: 'phone_number' },
    {
      kind: 'number',
      name: 'limit',
      label: 'Лимит',
      unit: 'кВт·ч',
      least: 0,
      most: 500,
      step: 10,
      decimals: 1,
    },
    {
      kind: 'radio',
      name: 'kind',
      label: 'Вид',
      options: [
        { value: 'owner', label: 'Владелец' },
        { value: 'customer', label: 'Клиент' },
      ],
    },
    { kind: 'text', name: 'tax', label: 'ИНН', isShown: ({ kind }) => kind === 'owner' },
    { kind: 'reference', name: 'place', label: 'Место', source: places },
    { kind: 'check', name: 'isActive', label: 'Активный' },
  ],
  initial: person,
  success: 'Пользователь добавлен',
  submit: () => Promise.resolve('done'),
  ...change,
});

const open = (change?: Partial<FormDeclaration<Person, string>>) => {
  const onClose = vi.fn();
  return { ...renderPart(<FormWindow form={declare(change)} onClose={onClose} />), onClose };
};
const ok = () => screen.getByRole('button', { name: 'ОК' });

describe('A form', () => {
  it('[UI-121, UI-122] marks required fields and is not confirmed while one is empty', async () => {
    const submit = vi.fn(() => Promise.resolve('done'));
    const { user } = open({ submit });
    expect(screen.getByText('Логин')).toHaveTextContent('Логин*');
    await user.click(ok());
    expect(screen.getByText('Обязательное поле')).toBeVisible();
    expect(screen.getByLabelText(/Логин/)).toBeInvalid();
    expect(submit).not.toHaveBeenCalled();
  });

  it('[UI-123] counts the characters and takes none beyond the limit', async () => {
    const { user } = open();
    await user.type(screen.getByLabelText(/Логин/), 'абвгдежзиклм');
    expect(screen.getByLabelText(/Логин/)).toHaveValue('абвгдежзик');
    expect(screen.getByText('10 / 10')).toBeVisible();
  });

  it('[UI-124] shows the unit of a number, steps by arrows and keys, and keeps its limits', async () => {
    const submit = vi.fn(() => Promise.resolve('done'));
    const { user } = open({ submit, initial: { ...person, login: 'marina' } });
    const limit = screen.getByLabelText('Лимит');
    expect(screen.getByText('кВт·ч')).toBeVisible();
    await user.type(limit, '12,5');
    await user.click(screen.getByRole('button', { name: 'Больше' }));
    expect(limit).toHaveValue('22,5');
    await user.type(limit, '{ArrowDown}{ArrowDown}{ArrowDown}');
    expect(limit).toHaveValue('0');
    await user.clear(limit);
    await user.type(limit, '900');
    await user.click(ok());
    expect(screen.getByText('Не больше 500')).toBeVisible();
    expect(submit).not.toHaveBeenCalled();
  });

  it('[UI-125] offers matching variants as characters are typed', async () => {
    const { user } = open();
    const place = screen.getByLabelText('Место');
    expect(place).toHaveAttribute('placeholder', 'Начните ввод');
    await user.type(place, 'Нев');
    await user.click(await screen.findByRole('option', { name: 'Нева' }));
    expect(screen.getByText('Нева')).toBeVisible();
  });

  it('shows a dependent field only where it belongs, and masks what is typed', async () => {
    const { user } = open();
    await user.type(screen.getByLabelText('Телефон'), '8 (999) 888-77-66');
    expect(screen.getByLabelText('Телефон')).toHaveValue('+89998887766');
    await user.click(screen.getByLabelText('Клиент'));
    expect(screen.queryByLabelText('ИНН')).toBeNull();
  });

  it('[UI-126, UI-131] has the confirming button first, is confirmed by Ctrl+Enter and says that it is done', async () => {
    const { user, onClose } = open();
    expect(
      screen
        .getAllByRole('button')
        .slice(-2)
        .map((button) => button.textContent),
    ).toEqual(['ОК', 'ОТМЕНА']);
    await user.type(screen.getByLabelText(/Логин/), 'marina{Control>}{Enter}{/Control}');
    expect(await screen.findByText('Пользователь добавлен')).toBeVisible();
    expect(onClose).toHaveBeenCalled();
  });

  it('[UI-127] sends nothing on «ОТМЕНА», which asks first when something was typed', async () => {
    const submit = vi.fn(() => Promise.resolve('done'));
    const { user, onClose } = open({ submit });
    await user.type(screen.getByLabelText(/Логин/), 'm');
    await user.click(screen.getByRole('button', { name: 'ОТМЕНА' }));
    expect(screen.getByText('Введённое не сохранено.')).toBeVisible();
    expect(onClose).not.toHaveBeenCalled();
    await user.click(screen.getByRole('button', { name: 'ПРОДОЛЖИТЬ' }));
    await user.keyboard('{Escape}');
    await user.click(screen.getByRole('button', { name: 'ЗАКРЫТЬ БЕЗ СОХРАНЕНИЯ' }));
    expect(onClose).toHaveBeenCalled();
    expect(submit).not.toHaveBeenCalled();
  });
});

describe('A refusal of the server', () => {
  const refuse = (error: Error) => () => Promise.reject(error);

  it('stands at its field, by the name on the wire and by its code', async () => {
    const fields = [{ in: 'body', field: 'phone_number', code: 'string_too_short', min_length: 12 }];
    const { user } = open({ submit: refuse(new ApiProblem(422, 'validation_failed', { fields })) });
    await user.type(screen.getByLabelText(/Логин/), 'm{Enter}');
    expect(await screen.findByText('Не меньше 12 символов')).toBeVisible();
    expect(screen.getByLabelText('Телефон')).toBeInvalid();
    await user.type(screen.getByLabelText('Телефон'), '7');
    expect(screen.queryByText('Не меньше 12 символов')).toBeNull();
  });

  it('without a field stands in the form, which keeps what was typed', async () => {
    const { user } = open({ submit: refuse(new ApiProblem(409, 'conflict')) });
    await user.type(screen.getByLabelText(/Логин/), 'marina{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent('Сейчас это невозможно');
    expect(screen.getByLabelText(/Логин/)).toHaveValue('marina');
  });

  it('a repetition after a lost answer carries the same key, other values a new one', async () => {
    const keys: (string | undefined)[] = [];
    const submit = (_: Person, { headers }: SubmitContext) => {
      keys.push(headers['Idempotency-Key']);
      return Promise.reject(new TypeError('lost'));
    };
    const { user } = open({ submit });
    await user.type(screen.getByLabelText(/Логин/), 'marina');
    for (const count of [1, 2, 3]) {
      if (count === 3) await user.type(screen.getByLabelText('Телефон'), '7');
      await user.click(ok());
      await waitFor(() => expect(keys).toHaveLength(count));
      await waitFor(() => expect(ok()).toBeEnabled());
    }
    expect(keys[0]).toBe(keys[1]);
    expect(keys[2]).not.toBe(keys[0]);
  });
});

describe('A record that somebody else saved first', () => {
  const mine = { ...person, login: 'marina', phone: '+7111' };
  const theirs = { values: { ...mine, login: 'maria', phone: '+7222' }, revision: 5 };

  function edit() {
    const sent: [Person, string | undefined][] = [];
    const submit = (values: Person, { headers }: SubmitContext) => {
      sent.push([values, headers['If-Match']]);
      return sent.length === 1
        ? Promise.reject(new ApiProblem(412, 'edited_meanwhile'))
        : Promise.resolve('done');
    };
    const record = { revision: 4, read: () => Promise.resolve(theirs) };
    return { ...open({ initial: mine, record, submit }), sent };
  }

  it('is shown beside the own changes, which can be saved over it', async () => {
    const { user, sent } = edit();
    await user.type(screen.getByLabelText(/Логин/), '2');
    await user.click(ok());
    const conflict = await screen.findByText(/запись сохранил другой пользователь/);
    const row = within(conflict.closest('section') as HTMLElement).getByRole('row', { name: /Логин/ });
    expect(row).toHaveTextContent('Логинmariamarina2');
    await user.click(screen.getByRole('button', { name: 'СОХРАНИТЬ МОЁ ПОВЕРХ' }));
    await waitFor(() => expect(sent).toHaveLength(2));
    expect(sent[0]?.[1]).toBe('W/"4"');
    // What was not touched here stays as the other one saved it.
    expect(sent[1]).toEqual([{ ...theirs.values, login: 'marina2' }, 'W/"5"']);
  });

  it('can be taken over instead', async () => {
    const { user, sent } = edit();
    await user.type(screen.getByLabelText(/Логин/), '2');
    await user.click(ok());
    await user.click(await screen.findByRole('button', { name: 'ВЗЯТЬ СОХРАНЁННОЕ' }));
    expect(screen.getByLabelText(/Логин/)).toHaveValue('maria');
    expect(sent).toHaveLength(1);
  });
});
