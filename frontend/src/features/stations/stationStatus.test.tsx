import { screen } from '@testing-library/react';
import { beforeAll, describe, expect, it } from 'vitest';
import { renderPart } from '@/testing/renderPart';
import { needTexts } from '@/testing/texts';
import { StationStatus } from './StationStatus';

const station = { technical_status: 'ok', logical_status: 'working' } as const;

beforeAll(() => needTexts('stations'));

describe('[STN-051] The technical status', () => {
  it.each([
    ['ok', 'Ок', 'ok'],
    ['warning', 'Предупреждение', 'warn'],
    ['out_of_order', 'Не работает', 'fault'],
    ['offline', 'Не на связи', 'fault'],
    ['not_configured', 'Не сконфигурирован', 'off'],
  ] as const)('%s is «%s» in its colour', (code, words, tone) => {
    renderPart(<StationStatus station={{ ...station, technical_status: code, is_activated: true }} />);
    const mark = screen.getByText(words).querySelector('svg');
    expect(mark?.style.color).toBe(`var(--${tone}-mark)`);
  });
});

describe('[UI-149] A deactivated station', () => {
  it('has its mark before the status, with its name', () => {
    renderPart(<StationStatus station={{ ...station, is_activated: false }} />);
    const mark = screen.getByRole('img', { name: /^Станция деактивирована/ });
    expect(mark.compareDocumentPosition(screen.getByText('Ок'))).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
  });

  it('differs from one that is activated', () => {
    renderPart(<StationStatus station={{ ...station, is_activated: true }} />);
    expect(screen.queryByRole('img', { name: /^Станция деактивирована/ })).toBeNull();
  });
});
