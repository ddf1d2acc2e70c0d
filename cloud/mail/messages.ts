/** The texts of the service's mail. Plain text: it reads the same everywhere, and nothing in it can be a script. */
import type { Message } from './mail.ts';

const SIGNATURE = '\n\nHoldfast\nIf you did not expect this message, you can ignore it: nothing happens without the link above.\n';

export function verifyEmailMessage(to: string, name: string, link: string): Message {
  return {
    to,
    subject: 'Confirm your address for Holdfast',
    text: `Hello ${name},\n\nplease confirm this address to open your Holdfast account. You will be asked for the password you chose.\n\n${link}\n\nThe link works once, for 24 hours.${SIGNATURE}`,
  };
}

export function alreadyRegisteredMessage(to: string, signInLink: string, resetLink: string): Message {
  return {
    to,
    subject: 'You already have a Holdfast account',
    text: `Hello,\n\nsomebody, probably you, tried to sign up with this address. It has an account already.\n\nSign in: ${signInLink}\nForgot the password: ${resetLink}${SIGNATURE}`,
  };
}

export function resetPasswordMessage(to: string, link: string): Message {
  return {
    to,
    subject: 'Choose a new Holdfast password',
    text: `Hello,\n\na new password was asked for. Choose it here:\n\n${link}\n\nThe link works once, for 30 minutes. It also ends a lock after failed attempts.${SIGNATURE}`,
  };
}

export function firstPasswordMessage(to: string, link: string): Message {
  return {
    to,
    subject: 'Your Holdfast administrator account',
    text: `Hello,\n\nthis address is the administrator of a new Holdfast service. Choose your password here:\n\n${link}\n\nThe link works once, for 7 days. After that, use "forgot password" on the sign-in page.${SIGNATURE}`,
  };
}

export function passwordChangedMessage(to: string, resetLink: string): Message {
  return {
    to,
    subject: 'Your Holdfast password was changed',
    text: `Hello,\n\nyour password was changed and all other sessions were ended. If this was not you, choose a new one at once:\n\n${resetLink}\n\nHoldfast\n`,
  };
}

export function invitationMessage(to: string, organisation: string, link: string): Message {
  return {
    to,
    subject: `${organisation} invites you to Holdfast`,
    text: `Hello,\n\n${organisation} has a seat for you in Holdfast.\n\n${link}\n\nThe link works for 7 days.${SIGNATURE}`,
  };
}
