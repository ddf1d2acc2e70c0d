import { NumberField } from '../../components/number-field.tsx';
import { Notice } from '../../components/notice.tsx';
import { compareDecimals, readDecimal } from '../../format/decimal.ts';
import { formatMoney, type MoneyValue } from '../../format/display.ts';
import { readMoney } from '../../format/money-input.ts';
import { useAppState, useSettings } from '../../store/use-state.ts';
import type { SessionView } from '../../../preload/contract/state.ts';
import { OwnWords } from './own-words.tsx';
import styles from './prepare.module.css';
import { StepFrame, type StepProps } from './step-frame.tsx';
import { useStepDraft, type StepDraft } from './use-step-draft.ts';

/** An amount that the rules give, or that the trader states because no rule does. */
function amountOf(given: MoneyValue | null, typed: string, currency: string): MoneyValue | null {
  if (given !== null) return given;
  const stated = readMoney(typed, currency);
  return stated.kind === 'money' && stated.value.amount > 0 ? stated.value : null;
}

function Row({ term, children }: { term: string; children: string }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function percentOf(part: MoneyValue, whole: MoneyValue | null): string {
  if (whole === null || whole.amount <= 0) return '';
  return ` (${((part.amount / whole.amount) * 100).toFixed(2)} %)`;
}

function ticketsText({ left, cap, golden }: SessionView['ticketsLeft']): string {
  if (left === null) return 'no cap';
  if (golden === 'not-yet') return `${left}, and the golden one later`;
  return cap === null || golden !== null ? String(left) : `${left} of ${cap}`;
}

function Stated({ draft, field, label, currency }: { draft: StepDraft; field: string; label: string; currency: string }) {
  const typed = draft.fields[field] ?? '';
  const reading = readMoney(typed, currency);
  return (
    <NumberField
      label={label}
      unit={currency}
      value={typed}
      onChange={(text) => draft.set(field, text)}
      error={reading.kind === 'problem' ? reading.message : null}
      hint="No rule sets this: state it yourself."
    />
  );
}

export function RiskStep(props: StepProps & { session: SessionView }) {
  const { session, ...step } = props;
  const draft = useStepDraft('risk-check');
  const { riskText } = useSettings();
  const symbol = useAppState((state) => state.watched[0] ?? '');
  const { plan, ticketsLeft } = session;
  const currency = useAppState((state) => state.account?.currency ?? 'USD');
  const { risk = '', loss = '', size: sizeTyped = '', confirmed = '' } = draft.fields;

  const riskPerTrade = amountOf(plan.riskPerTrade, risk, currency);
  const maximumLoss = amountOf(plan.maximumLoss, loss, currency);
  const stated = readDecimal(sizeTyped);
  const size = plan.size !== null && compareDecimals(plan.size, '0') === 1 ? plan.size : stated !== null && compareDecimals(stated, '0') === 1 ? stated : null;
  const typed = readDecimal(confirmed);
  const agrees = size !== null && typed !== null && compareDecimals(size, typed) === 0;

  const open = [
    ...(riskPerTrade === null ? ['state the risk per trade'] : []),
    ...(maximumLoss === null ? ['state the most to lose today'] : []),
    ...(size === null ? ['state the size'] : agrees ? [] : ['type the size']),
  ];
  return (
    <StepFrame
      {...step}
      draft={draft}
      open={open}
      content={() => (riskPerTrade === null || maximumLoss === null || size === null ? null : { step: 'risk-check', riskPerTrade, maximumLoss, ticketsLeft: ticketsLeft.left, size, confirmed: confirmed.trim() })}
    >
      <OwnWords label="Your words" words={riskText} />
      <dl className={styles['plan']}>
        <Row term="Equity">{plan.equity === null ? 'not stated (Settings, Trading)' : formatMoney(plan.equity)}</Row>
        {plan.riskPerTrade !== null && <Row term="Risk per trade, at most">{formatMoney(plan.riskPerTrade) + percentOf(plan.riskPerTrade, plan.equity)}</Row>}
        {plan.maximumLoss !== null && <Row term="Loss today, at most">{formatMoney(plan.maximumLoss) + percentOf(plan.maximumLoss, plan.equity)}</Row>}
        <Row term="Tickets left">{ticketsText(ticketsLeft)}</Row>
        {plan.stopPoints !== null && <Row term="Usual stop">{`${plan.stopPoints} points`}</Row>}
        {plan.size !== null && <Row term={`Size in ${symbol}, at most`}>{plan.size}</Row>}
      </dl>
      <div className={styles['fields']}>
        {plan.riskPerTrade === null && <Stated draft={draft} field="risk" label="Risk per trade" currency={currency} />}
        {plan.maximumLoss === null && <Stated draft={draft} field="loss" label="Loss today, at most" currency={currency} />}
        {plan.size === '0' && (
          <Notice tone="caution" title="The usual stop is wider than the risk you allow">
            Not even one unit fits. State the size you would trade with a closer stop.
          </Notice>
        )}
        {(plan.size === null || plan.size === '0') && <NumberField label="Full size" value={sizeTyped} onChange={(text) => draft.set('size', text)} hint="The most you trade at once today." />}
        <NumberField
          label="Type the size to confirm"
          value={confirmed}
          onChange={(text) => draft.set('confirmed', text)}
          error={confirmed !== '' && size !== null && !agrees ? `Full size today is ${size}` : null}
          hint="A typed number, because a tick is too easy."
        />
      </div>
    </StepFrame>
  );
}
