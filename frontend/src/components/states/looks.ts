import type { MarkName } from '../icons/marks';

/** Colour roles of the tokens (called tones: a role is ARIA's word): each has a mark, a text and a soft background. */
export type Tone = 'ok' | 'charge' | 'done' | 'fault' | 'warn' | 'attention' | 'overdue' | 'off';

export interface Look {
  tone: Tone;
  mark: MarkName;
}

type Looks = Readonly<Record<string, Look>>;

const UNKNOWN: Look = { tone: 'off', mark: 'question' };

/** ENU-025..036. */
const connectorLooks: Looks = {
  available: { tone: 'ok', mark: 'dot' },
  waiting_connection: { tone: 'ok', mark: 'ring' },
  ready: { tone: 'ok', mark: 'ringDot' },
  in_progress: { tone: 'charge', mark: 'bolt' },
  charged: { tone: 'done', mark: 'check' },
  emergency_stopped: { tone: 'fault', mark: 'octagon' },
  disabled: { tone: 'fault', mark: 'bar' },
  error: { tone: 'fault', mark: 'triangle' },
  unavailable: { tone: 'off', mark: 'bar' },
  zero_power_limit: { tone: 'off', mark: 'noPower' },
  meter_error: { tone: 'off', mark: 'meter' },
  updating: { tone: 'warn', mark: 'up' },
};

/** What OCPP says beside the status, drawn in place of the status's own mark. */
const markLooks: Looks = {
  suspended_by_vehicle: { tone: 'charge', mark: 'pause' },
  suspended_by_station: { tone: 'charge', mark: 'pause' },
  reserved: { tone: 'done', mark: 'bookmark' },
};

/** ENU-068..072. */
const technicalLooks: Looks = {
  ok: { tone: 'ok', mark: 'dot' },
  warning: { tone: 'warn', mark: 'triangle' },
  out_of_order: { tone: 'fault', mark: 'octagon' },
  offline: { tone: 'fault', mark: 'slash' },
  not_configured: { tone: 'off', mark: 'square' },
};

/** ENU-501..510. */
const sessionLooks: Looks = {
  success: { tone: 'ok', mark: 'check' },
  error: { tone: 'fault', mark: 'triangle' },
  stop: { tone: 'fault', mark: 'octagon' },
  interrupted: { tone: 'done', mark: 'cross' },
  junk: { tone: 'off', mark: 'square' },
  attention: { tone: 'attention', mark: 'triangle' },
  ready: { tone: 'ok', mark: 'ringDot' },
  active: { tone: 'charge', mark: 'bolt' },
  overdue: { tone: 'overdue', mark: 'clock' },
  unknown: UNKNOWN,
};

/** ENU-571..579. */
const sessionPaymentLooks: Looks = {
  not_calculated: { tone: 'off', mark: 'ring' },
  not_required: { tone: 'off', mark: 'bar' },
  interim_calculation: { tone: 'charge', mark: 'half' },
  payment_preparation: { tone: 'charge', mark: 'clock' },
  not_paid: { tone: 'attention', mark: 'triangle' },
  paid: { tone: 'ok', mark: 'check' },
  payment_creation_error: { tone: 'fault', mark: 'triangle' },
  payment_error: { tone: 'fault', mark: 'octagon' },
  cancelled: { tone: 'off', mark: 'cross' },
};

/** ENU-580..586. */
const paymentLooks: Looks = {
  preparation: { tone: 'off', mark: 'ring' },
  default: { tone: 'off', mark: 'clock' },
  processing: { tone: 'charge', mark: 'half' },
  error: { tone: 'fault', mark: 'triangle' },
  completing: { tone: 'charge', mark: 'ringDot' },
  completed: { tone: 'ok', mark: 'check' },
  cancelled: { tone: 'off', mark: 'cross' },
};

/** ENU-242. */
const climateLooks: Looks = {
  ok: { tone: 'ok', mark: 'dot' },
  heating: { tone: 'charge', mark: 'up' },
  cooling: { tone: 'charge', mark: 'up' },
  relay_off: { tone: 'fault', mark: 'octagon' },
  no_connection: { tone: 'off', mark: 'slash' },
};

/** Of an incident that is open. */
const incidentLooks: Looks = {
  info: { tone: 'off', mark: 'ring' },
  warning: { tone: 'warn', mark: 'triangle' },
  critical: { tone: 'fault', mark: 'octagon' },
};

/** The vocabularies that have a look; the same words name their labels in the `enums` texts. */
export const LOOKS = {
  connectorStatus: connectorLooks,
  connectorMark: markLooks,
  technicalStatus: technicalLooks,
  sessionState: sessionLooks,
  sessionPaymentStatus: sessionPaymentLooks,
  paymentStatus: paymentLooks,
  incidentSeverity: incidentLooks,
  climateStatus: climateLooks,
} as const;

export type StateKind = keyof typeof LOOKS;

export const lookOf = (kind: StateKind, code: string): Look => LOOKS[kind][code] ?? UNKNOWN;

/** A connector's look: C7 to C9 are the end of a charge, a mark of OCPP goes before the status. */
export function connectorLook(status: string, mark?: string | null, controllerStatus?: string): Look {
  if (mark && mark in markLooks) return lookOf('connectorMark', mark);
  if (status === 'in_progress' && /^C[789]$/.test(controllerStatus ?? ''))
    return { tone: 'charge', mark: 'half' };
  if (status === 'unavailable' && controllerStatus === 'F') return { tone: 'off', mark: 'slash' };
  return lookOf('connectorStatus', status);
}
