import { path } from '../../api/request.js';
import { sandboxName } from '../../state/route.js';

/** The records of one resource of an account. */
export interface RecordList {
  readonly vendor: string;
  readonly account: string;
  readonly resource: string;
}

/** The path after that of the sandbox. */
export const localPath = ({ vendor, account, resource }: RecordList): string =>
  path`/records/${vendor}/${account}/${resource}`;

export const pathOf = (place: RecordList): string => path`/sandboxes/${sandboxName.value}` + localPath(place);
