package org.lessor.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lessor.client.hook.HookSettings;
import org.lessor.client.host.Changes;
import org.lessor.client.host.LeaseReading;
import org.lessor.client.machine.Event.AddressRejected;
import org.lessor.client.machine.Exchange;
import org.lessor.client.machine.Lease;
import org.lessor.client.machine.Leases;
import org.lessor.client.machine.Networks;
import org.lessor.client.machine.Notice;
import org.lessor.client.machine.Past;
import org.lessor.client.machine.Report;
import org.lessor.client.machine.State;
import org.lessor.client.machine.Tenure;
import org.lessor.wire.Bytes;
import org.lessor.wire.Xid;

@DisplayName("Hooks are told")
class HooksTest {
  private static final Exchange EXCHANGE = new Exchange(new Xid(7), 0, 0);
  private static final Lease FIRST = Leases.of("192.0.2.10", 3600, m -> m);
  private static final Lease SECOND = Leases.of("192.0.2.20", 3600, m -> m);
  private static final State HALTED = new State.Halted();
  private static final State INIT = new State.Init(Past.NONE, 0);
  private static final State REBOOTING = new State.Rebooting(Past.NONE, EXCHANGE, FIRST, 1, 0, 0);

  @TempDir Path directory;

  private final List<Report> told = new CopyOnWriteArrayList<>();
  private final List<AddressRejected> rejected = new CopyOnWriteArrayList<>();
  private final Hooks.ScriptListener script =
      new Hooks.ScriptListener() {
        @Override
        public void rejected(AddressRejected event) {
          rejected.add(event);
        }

        @Override
        public void settled() {}
      };
  private Path log;
  private Hooks hooks;
  private State state = HALTED;

  @BeforeEach
  void open() throws IOException {
    log = directory.resolve("log");
    Path program =
        Files.writeString(
            directory.resolve("hook"),
            "#!/bin/sh\necho \"$reason $interface new=$new_ip_address old=$old_ip_address"
                + " $requested_routers$requested_unknown_224 $new_host_name\" >> "
                + log
                + "\ntest \"$new_ip_address\" != 192.0.2.20\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    hooks =
        new Hooks(
            HookSettings.of(List.of(program)),
            new Hooks.Setting("eth0", List.of(3, 224), new StandingClock(), told::add, script));
  }

  /// A clock that stands still.
  private static final class StandingClock implements ClientClock {
    @Override
    public long nanos() {
      return 0;
    }

    @Override
    public Instant wall() {
      return Instant.EPOCH;
    }

    @Override
    public String bootId() {
      return "";
    }
  }

  private static State probing(Lease lease) {
    return new State.Probing(Past.NONE, lease, 0, 0);
  }

  private static State bound(Lease lease) {
    return new State.Bound(tenure(lease));
  }

  private static Tenure tenure(Lease lease) {
    return new Tenure(lease, 0, 0, Tenure.NO_CONFLICT, Tenure.NO_CONFLICT, Networks.NONE);
  }

  private void moves(State next) {
    hooks.on(new ClientNews.Moved(state, next));
    state = next;
  }

  private void configures(Lease lease) {
    hooks.on(
        new ClientNews.Configured(lease, LeaseReading.of(lease, 0).configuration(), Changes.NONE));
  }

  private void deconfigures() {
    hooks.on(new ClientNews.Deconfigured(Changes.NONE));
  }

  private void expect(String... lines) {
    hooks.close();
    assertThat(log).hasContent(String.join("\n", lines));
  }

  @Test
  @DisplayName("the life of a lease by the reasons of dhclient-script")
  void life() {
    hooks.on(new ClientNews.Told(Report.of(Notice.STARTED)));
    moves(INIT);
    moves(probing(FIRST));
    configures(FIRST);
    moves(bound(FIRST));
    moves(new State.Renewing(tenure(FIRST), EXCHANGE, 0, 0));
    configures(FIRST);
    moves(bound(FIRST));
    moves(new State.Renewing(tenure(FIRST), EXCHANGE, 0, 0));
    moves(new State.Rebinding(tenure(FIRST), EXCHANGE, 0, 0));
    configures(FIRST);
    moves(bound(FIRST));
    moves(new State.Releasing(FIRST, 0));
    deconfigures();
    moves(HALTED);

    expect(
        "PREINIT eth0 new= old=  ",
        "BOUND eth0 new=192.0.2.10 old= 11 ",
        "RENEW eth0 new=192.0.2.10 old=192.0.2.10 11 ",
        "REBIND eth0 new=192.0.2.10 old=192.0.2.10 11 ",
        "RELEASE eth0 new= old=192.0.2.10 11 ");
  }

  @Test
  @DisplayName("that a remembered lease was confirmed")
  void reboot() {
    moves(REBOOTING);
    moves(probing(FIRST));
    configures(FIRST);
    moves(bound(FIRST));

    expect("REBOOT eth0 new=192.0.2.10 old= 11 ");
  }

  @Test
  @DisplayName("that a new lease took the place of a remembered one that was refused")
  void refusedThenNew() {
    moves(REBOOTING);
    moves(INIT);
    configures(SECOND);
    moves(bound(SECOND));

    expect("BOUND eth0 new=192.0.2.20 old= 11 ");
  }

  @Test
  @DisplayName("that a lease is over, and of the next")
  void expiry() {
    moves(INIT);
    configures(FIRST);
    moves(bound(FIRST));
    deconfigures();
    moves(INIT);
    configures(SECOND);
    moves(bound(SECOND));
    deconfigures();
    moves(HALTED);

    expect(
        "BOUND eth0 new=192.0.2.10 old= 11 ",
        "EXPIRE eth0 new= old=192.0.2.10 11 ",
        "PREINIT eth0 new= old=  ",
        "BOUND eth0 new=192.0.2.20 old=192.0.2.10 11 ",
        "STOP eth0 new= old=192.0.2.20 11 ");
  }

  @Test
  @DisplayName("that the interface went away with its lease")
  void interfaceGone() {
    moves(INIT);
    configures(FIRST);
    moves(bound(FIRST));
    deconfigures();
    hooks.on(new ClientNews.Told(Report.of(Notice.INTERFACE_GONE)));

    expect("BOUND eth0 new=192.0.2.10 old= 11 ", "EXPIRE eth0 new= old=192.0.2.10 11 ");
  }

  @Test
  @DisplayName("that there was no lease in time")
  void failure() {
    moves(INIT);
    moves(HALTED);
    hooks.failed();

    expect("FAIL eth0 new= old=  ");
  }

  @Test
  @DisplayName("that a remembered lease is used though no server confirmed it")
  void unconfirmed() {
    moves(REBOOTING);
    hooks.on(new ClientNews.Told(Report.of(Notice.LEASE_UNCONFIRMED)));
    moves(probing(FIRST));
    configures(FIRST);
    moves(bound(FIRST));

    expect("TIMEOUT eth0 new=192.0.2.10 old= 11 ");
    assertThat(rejected).isEmpty();
    assertThat(hooks.settled()).isTrue();
  }

  @Test
  @DisplayName("and tell of an address that they reject, and in which sense")
  void rejection() {
    moves(INIT);
    configures(SECOND);
    moves(bound(SECOND));
    deconfigures();
    moves(REBOOTING);
    hooks.on(new ClientNews.Told(Report.of(Notice.LEASE_UNCONFIRMED)));
    configures(SECOND);
    moves(bound(SECOND));
    hooks.close();

    assertThat(rejected)
        .containsExactly(
            new AddressRejected(SECOND.address(), AddressRejected.Ground.UNUSABLE),
            new AddressRejected(SECOND.address(), AddressRejected.Ground.ELSEWHERE));
    assertThat(hooks.settled()).isTrue();
  }

  @Test
  @DisplayName("nothing of a hostile name, which is logged once")
  void hostile() {
    Lease hostile = Leases.of("192.0.2.10", 3600, m -> m.option(12, Bytes.ofText("$(reboot)")));
    moves(INIT);
    configures(hostile);
    moves(bound(hostile));
    deconfigures();
    moves(HALTED);

    expect("BOUND eth0 new=192.0.2.10 old= 11 ", "STOP eth0 new= old=192.0.2.10 11 ");
    assertThat(told)
        .extracting(Report::line)
        .filteredOn(line -> line.contains("LSR-C-704"))
        .singleElement()
        .asString()
        .contains("new_host_name is not the name of a host");
  }
}
