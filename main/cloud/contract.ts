/** What the desktop takes of the service's contract. Nothing else of `cloud/` crosses over. */
export { bundleClaimsSchema, type BundleClaims, type DesktopAcceptance } from '../../cloud/contract/bundle.ts';
export { deviceTokenErrorSchema, problemSchema, type ProblemCode } from '../../cloud/contract/errors.ts';
export {
  BUNDLE_TYPE,
  DESKTOP_AUDIENCE,
  DEVICE_GRANT_TYPE,
  deviceAuthorizationSchema,
  deviceTokenSchema,
  ISSUER,
  KEYS_TYPE,
  keysClaimsSchema,
  LICENCE_ALGORITHM,
  LICENCE_TYPE,
  licenceAnswerSchema,
  licenceClaimsSchema,
  OFFLINE_DAYS,
  publicKeySchema,
  type KeysClaims,
  type LicenceClaims,
  type PublicKey,
} from '../../cloud/contract/licence.ts';
export { okSchema } from '../../cloud/contract/common.ts';
