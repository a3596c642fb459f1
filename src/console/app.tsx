import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { Banner } from './parts/banner.js';
import { CommandBar } from './parts/command-bar.js';
import { Failure } from './parts/failure.js';
import { Header } from './parts/header.js';
import { KeyList } from './parts/key-list.js';
import { TokenForm } from './parts/token-form.js';
import { CallsScreen } from './screens/calls.js';
import { ClockScreen } from './screens/clock.js';
import { FaultsScreen } from './screens/faults.js';
import { RecordsScreen } from './screens/records.js';
import { VendorsScreen } from './screens/vendors.js';
import { route } from './state/route.js';
import { tokenState } from './api/token.js';
import { screenNames } from './parts/screen-names.js';
import type { Screen } from './text/route.js';

const screens: Readonly<Record<Screen, () => JSX.Element>> = {
  calls: CallsScreen,
  records: RecordsScreen,
  vendors: VendorsScreen,
  faults: FaultsScreen,
  clock: ClockScreen,
};

export function App(): JSX.Element {
  const { screen, sandbox } = route.value;
  const isRefused = tokenState.value === 'missing' || tokenState.value === 'wrong';
  useEffect(() => {
    document.title = `${screenNames[screen]} · ${sandbox} · stuntdouble`;
  }, [screen, sandbox]);
  const Shown = screens[screen];
  return (
    <div class="app">
      <Header />
      {isRefused ? (
        <main id="main" class="start">
          <TokenForm />
        </main>
      ) : (
        <>
          <Banner />
          <Failure key={`${sandbox}/${screen}`} of={location.hash} isScreen>
            <Shown />
          </Failure>
        </>
      )}
      <CommandBar />
      <KeyList />
    </div>
  );
}
