import { planSchema } from '../../../contract/common.ts';
import { planNames } from '../../components/format.ts';

export const planOptions = planSchema.options.map((plan) => [plan, planNames[plan]] as const);
