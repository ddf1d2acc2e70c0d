import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveSymbol, shareSymbol } from './symbols.ts';

const at = Date.parse('2025-08-01T00:00:00Z');

describe('symbols as platforms write them', () => {
  it.each([
    ['MESU5', 'MES', 'MESU25'], ['MESU25', 'MES', 'MESU25'], ['MESM2025', 'MES', 'MESM25'], ['MNQH26_FUT_CME', 'MNQ', 'MNQH26'], ['MNQH26_FUT_CME (account)', 'MNQ', 'MNQH26'], ['F.US.MNQH23 (105484)', 'MNQ', 'MNQH23'],
    ['/MESM24:XCME', 'MES', 'MESM24'], ['/NQM26', 'NQ', 'NQM26'], ['/ES', 'ES', 'ES'], ['CON.F.US.MES.U25', 'MES', 'MESU25'], ['CON.F.US.EP.U25', 'ES', 'ESU25'], ['CON.F.US.ENQ.Z25', 'NQ', 'NQZ25'],
    ['F.US.MESM26', 'MES', 'MESM26'], ['MNQ SEP26', 'MNQ', 'MNQU26'], ['MES 09-26', 'MES', 'MESU26'], ['ES DEC 11', 'ES', 'ESZ11'], ['ES 12.11', 'ES', 'ESZ11'], ['6EU5', '6E', '6EU25'], ['M2KU5', 'M2K', 'M2KU25'],
    ['SILZ5', 'SIL', 'SILZ25'], ['MNQ', 'MNQ', 'MNQ'], ['CME_MINI:MES1!', 'MES', 'MES'], ['ES ##-##', 'ES', 'ES'], ['@ES', 'ES', 'ES'], ['ESZ25.CME', 'ES', 'ESZ25'], ['NQH6-CME', 'NQ', 'NQH26'], ['GCZ2025', 'GC', 'GCZ25'],
    ['CON.F.US.MCLE.V25', 'MCL', 'MCLV25'], ['F.US.GLEZ25', 'LE', 'LEZ25'], ['CON.F.US.GMET.Z25', 'MET', 'METZ25'], ['[Sim]MNQH26_FUT_CME', 'MNQ', 'MNQH26'], ['MESU5@CME_Ind', 'MES', 'MESU25'], ['1OZQ25', '1OZ', '1OZQ25'], ['mesu5', 'MES', 'MESU25'],
  ])('%s is the future %s', (text, root, contract) => {
    const resolved = resolveSymbol(text, { at });
    expect(resolved?.kind).toBe('future');
    expect(resolved?.root).toBe(root);
    expect(resolved?.contract).toBe(contract);
  });

  it('places a one-digit year by the time of the trade', () => {
    expect(resolveSymbol('MESH6', { at: Date.parse('2025-12-20T00:00:00Z') })?.expiry).toEqual({ month: 3, year: 2026 });
    expect(resolveSymbol('MESU5', { at })?.expiry).toEqual({ month: 9, year: 2025 });
    expect(resolveSymbol('MESH0', { at: Date.parse('2029-12-20T00:00:00Z') })?.expiry).toEqual({ month: 3, year: 2030 });
    expect(resolveSymbol('MESU5')?.expiry).toEqual({ month: 9, year: null });
  });

  it.each([
    ['EURUSD', 'forex', 'EURUSD'], ['EUR/USD', 'forex', 'EURUSD'], ['EUR.USD', 'forex', 'EURUSD'], ['FX_IDC:EURUSD', 'forex', 'EURUSD'], ['EURUSDm', 'forex', 'EURUSD'], ['eurusd', 'forex', 'EURUSD'], ['usdjpym', 'forex', 'USDJPY'], ['XAUUSD.x', 'forex', 'XAUUSD'],
    ['BTCUSD', 'crypto', 'BTCUSD'], ['BTCUSDT', 'crypto', 'BTCUSDT'], ['BTC-USD', 'crypto', 'BTCUSD'], ['ETH/USDT', 'crypto', 'ETHUSDT'], ['BTCUSDT.P', 'crypto', 'BTCUSDT'], ['AAPL', 'stock', 'AAPL'], ['NASDAQ:AAPL', 'stock', 'AAPL'], ['BRK.B', 'stock', 'BRK.B'],
    ['AAPL230120C00150000', 'option', 'AAPL'], ['AVAV  260109C00320000', 'option', 'AVAV'], ['MRK 17 JUL 26 120 CALL', 'option', 'MRK'], ['SPY 16DEC22 380.0 P', 'option', 'SPY'], ['AAPL20Jan23C150.00', 'option', 'AAPL'], ['CM.MNQU6', 'future', 'MNQ'],
  ])('%s is %s %s', (text, kind, root) => expect(resolveSymbol(text)).toMatchObject({ kind, root }));

  it('names an option’s contract alike in both spellings', () => {
    expect(resolveSymbol('MRK260717C00120000')?.contract).toBe('MRK 2026-07-17 120 C');
    expect(resolveSymbol('MRK 17 JUL 26 120 CALL')?.contract).toBe('MRK 2026-07-17 120 C');
  });

  it('keeps shares apart from the futures that are called the same', () => {
    expect([shareSymbol('CL'), shareSymbol('AAPL'), shareSymbol('CLZ5')]).toEqual(['CL.US', 'AAPL', 'CLZ5']);
    expect(['CL.US', 'NYSE:CL', 'NASDAQ:AAPL', 'NYMEX:CL1!', 'CL'].map((text) => [resolveSymbol(text)?.root, resolveSymbol(text)?.kind])).toEqual([['CL.US', 'stock'], ['CL.US', 'stock'], ['AAPL', 'stock'], ['CL', 'future'], ['CL', 'future']]);
  });

  it.each(['', 'WallStreet30', 'HK50', 'US500', 'GER40', 'UK100', 'a b c', '12345', 'STOXX50', '.FTG', '💥', 'X'.repeat(100)])('%s is asked for', (text) => expect(resolveSymbol(text)).toBeNull());

  it('never throws and never gives an empty root', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[/A-Z0-9.:_ -]{1,16}$/)), (text) => {
      const resolved = resolveSymbol(text, { at });
      expect(resolved === null || (resolved.root !== '' && resolved.contract !== '')).toBe(true);
    }));
  });
});
