import icon from '../icon.svg';
import { Link } from './router.tsx';

export function Brand() {
  return (
    <Link href="/" className="brand">
      <img src={icon} alt="" />
      Holdfast
    </Link>
  );
}
