package org.lessor.client;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lessor.client.hook.HookEvent;
import org.lessor.client.hook.HookReason;
import org.lessor.client.hook.HookRunner;
import org.lessor.client.hook.HookRunner.Ending;
import org.lessor.client.hook.HookSettings;
import org.lessor.client.hook.HookVariables;
import org.lessor.client.machine.Event.AddressRejected;
import org.lessor.client.machine.Lease;
import org.lessor.client.machine.Notice;
import org.lessor.client.machine.Report;
import org.lessor.client.machine.State;

/// Makes of what happens in a client what dhclient-script(8) would be called for, and hands it to
/// programs that run beside the client.
///
/// The client's thread calls [#on] and [#failed]; it never waits for a program.
public final class Hooks implements ClientListener, AutoCloseable {
  /// What stays the same in every call.
  ///
  /// @param interfaceName the variable `interface`
  /// @param requestedOptions what the client asks for
  /// @param clock the clocks of leases
  /// @param told who is told what values were left out and how programs ended
  /// @param script who is told how the first program, which applies the lease, took to it, and when
  ///   nothing is left to run
  public record Setting(
      String interfaceName,
      List<Integer> requestedOptions,
      ClientClock clock,
      Consumer<Report> told,
      ScriptListener script) {
    /// Keeps an immutable copy of the list.
    public Setting {
      requestedOptions = List.copyOf(requestedOptions);
    }
  }

  /// Who waits for the program that applies leases, on the thread that runs it.
  public interface ScriptListener {
    /// Nobody: no program applies anything.
    ScriptListener NOBODY =
        new ScriptListener() {
          @Override
          public void rejected(AddressRejected event) {}

          @Override
          public void settled() {}
        };

    /// The program ended with another status than 0: the address is not to be used.
    void rejected(AddressRejected event);

    /// The program ended, whatever came of it, or nothing is left to run: [Hooks#settled] or
    /// [Hooks#isIdle] may be true now.
    void settled();
  }

  private final HookSettings settings;
  private final Setting setting;
  private final HookRunner runner;
  private Origin origin = Origin.NEW;
  private @Nullable Lease current;
  private @Nullable Lease left;

  /// The last lease of this interface, which dhclient calls the old one even when it is over.
  private @Nullable Lease former;

  /// Programs that were handed a lease and have not ended.
  private final AtomicInteger running = new AtomicInteger();

  /// How a lease that is about to be used was come by.
  private enum Origin {
    NEW(HookReason.BOUND),
    REMEMBERED(HookReason.REBOOT),
    RENEWED(HookReason.RENEW),
    REBOUND(HookReason.REBIND),
    UNCONFIRMED(HookReason.TIMEOUT);

    private final HookReason reason;

    Origin(HookReason reason) {
      this.reason = reason;
    }
  }

  /// Hooks for one interface.
  public Hooks(HookSettings settings, Setting setting) {
    this.settings = settings;
    this.setting = setting;
    this.runner =
        new HookRunner(
            settings, setting.interfaceName(), setting.told(), setting.script()::settled);
  }

  @Override
  public void on(ClientNews news) {
    switch (news) {
      case ClientNews.Told(Report report) -> told(report);
      case ClientNews.Configured(var lease, var _, var _) -> {
        if (lease != null) {
          apply(lease);
        }
      }
      case ClientNews.Deconfigured _ -> {
        left = current;
        current = null;
      }
      case ClientNews.Moved(State before, State after) -> moved(before, after);
    }
  }

  private void told(Report report) {
    if (report.notice() == Notice.STARTED) {
      run(new HookEvent(HookReason.PREINIT, null, null));
    } else if (report.notice() == Notice.LEASE_UNCONFIRMED) {
      origin = Origin.UNCONFIRMED;
    } else if (report.notice() == Notice.INTERFACE_GONE) {
      leave(HookReason.EXPIRE);
      origin = Origin.NEW;
      current = null;
    }
  }

  private void apply(Lease lease) {
    AddressRejected.Ground ground =
        origin == Origin.UNCONFIRMED
            ? AddressRejected.Ground.ELSEWHERE
            : AddressRejected.Ground.UNUSABLE;
    var rejection = new AddressRejected(lease.address(), ground);
    running.incrementAndGet();
    submit(
        new HookEvent(origin.reason, lease, current == null ? former : current),
        ending -> {
          if (ending instanceof Ending.Exited(int status) && status != 0) {
            setting.script().rejected(rejection);
          }
          running.decrementAndGet();
          setting.script().settled();
        });
    current = lease;
    former = lease;
  }

  /// Whether all programs that were handed a lease have ended. Any thread may call it.
  public boolean settled() {
    return running.get() == 0;
  }

  private void moved(State before, State after) {
    if (after instanceof State.Halted) {
      leave(before instanceof State.Releasing ? HookReason.RELEASE : HookReason.STOP);
    } else if (left != null) {
      leave(HookReason.EXPIRE);
      // So does dhclient: its scripts may have taken the interface down.
      run(new HookEvent(HookReason.PREINIT, null, null));
    }
    switch (after) {
      case State.Rebooting _ -> origin = Origin.REMEMBERED;
      case State.Renewing _ -> origin = Origin.RENEWED;
      case State.Rebinding _ -> origin = Origin.REBOUND;
      // The ACK that leads here says no more about where it came from.
      case State.Probing _ -> {}
      case State.Seeking _, State.Holding _, State.Halted _, State.Releasing _ ->
          origin = Origin.NEW;
    }
  }

  private void leave(HookReason reason) {
    Lease gone = left;
    if (gone != null) {
      left = null;
      run(new HookEvent(reason, null, gone));
    }
  }

  /// There was no lease within the time given.
  public void failed() {
    run(new HookEvent(HookReason.FAIL, null, null));
  }

  /// Has the programs run for `event`.
  public void run(HookEvent event) {
    submit(event, ending -> {});
  }

  private void submit(HookEvent event, Consumer<Ending> first) {
    Map<String, String> variables = new HashMap<>();
    variables.put("reason", event.reason().name());
    variables.put("interface", setting.interfaceName());
    variables.put("pid", Long.toString(ProcessHandle.current().pid()));
    if (event.lease() != null || event.previous() != null) {
      variables.putAll(HookVariables.requested(setting.requestedOptions(), settings.options()));
    }
    add(variables, event.lease(), "new_");
    add(variables, event.previous(), "old_");
    runner.submit(event.reason(), variables, first);
  }

  private void add(Map<String, String> variables, @Nullable Lease lease, String prefix) {
    if (lease == null) {
      return;
    }
    var now = new HookVariables.Moment(setting.clock().nanos(), setting.clock().wall());
    HookVariables told = HookVariables.of(lease, prefix, settings.options(), now);
    variables.putAll(told.values());
    // What was wrong with the old values was said when they were new.
    if (prefix.equals("new_")) {
      for (String what : told.dropped()) {
        setting.told().accept(Report.of(Notice.HOOK_VALUE_LEFT_OUT).and("variable", what));
      }
    }
  }

  /// Whether no program runs or waits to be run. Any thread may call it.
  public boolean isIdle() {
    return runner.isIdle();
  }

  /// How long programs that are due may take, at most.
  Duration patience() {
    return runner.patience();
  }

  /// Ends what still runs, without waiting.
  void interrupt() {
    runner.interrupt();
  }

  /// Waits until all programs that are due have run, within their limits.
  @Override
  public void close() {
    runner.close();
  }
}
