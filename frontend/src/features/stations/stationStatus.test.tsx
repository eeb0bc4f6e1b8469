import { screen } from '@testing-library/react';
import { beforeAll, describe, expect, it } from 'vitest';
import { renderPart } from '@/testing/renderPart';
import { needTexts } from '@/testing/texts';
import { StationStatus } from './StationStatus';

const station = { technical_status: 'ok', logical_status: 'working' } as const;

beforeAll(() => needTexts('stations'));

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
