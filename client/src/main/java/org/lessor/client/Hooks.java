package org.lessor.client;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lessor.client.hook.HookEvent;
import org.lessor.client.hook.HookReason;
import org.lessor.client.hook.HookRunner;
import org.lessor.client.hook.HookSettings;
import org.lessor.client.hook.HookVariables;
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
  public record Setting(
      String interfaceName,
      List<Integer> requestedOptions,
      ClientClock clock,
      Consumer<Report> told) {
    /// Keeps an immutable copy of the list.
    public Setting {
      requestedOptions = List.copyOf(requestedOptions);
    }
  }

  private final HookSettings settings;
  private final Setting setting;
  private final HookRunner runner;
  private Origin origin = Origin.NEW;
  private @Nullable Lease current;
  private @Nullable Lease left;

  /// How a lease that is about to be used was come by.
  private enum Origin {
    NEW(HookReason.BOUND),
    REMEMBERED(HookReason.REBOOT),
    RENEWED(HookReason.RENEW),
    REBOUND(HookReason.REBIND);

    private final HookReason reason;

    Origin(HookReason reason) {
      this.reason = reason;
    }
  }

  /// Hooks for one interface.
  public Hooks(HookSettings settings, Setting setting) {
    this.settings = settings;
    this.setting = setting;
    this.runner = new HookRunner(settings, setting.interfaceName(), setting.told());
  }

  @Override
  public void on(ClientNews news) {
    switch (news) {
      case ClientNews.Told(Report report) -> told(report);
      case ClientNews.Configured(var lease, var _, var _) -> {
        if (lease != null) {
          run(new HookEvent(origin.reason, lease, current));
          current = lease;
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
    } else if (report.notice() == Notice.INTERFACE_GONE) {
      leave(HookReason.EXPIRE);
      origin = Origin.NEW;
      current = null;
    }
  }

  private void moved(State before, State after) {
    if (after instanceof State.Halted) {
      leave(before instanceof State.Releasing ? HookReason.RELEASE : HookReason.STOP);
    } else {
      leave(HookReason.EXPIRE);
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
    Map<String, String> variables = new HashMap<>();
    variables.put("reason", event.reason().name());
    variables.put("interface", setting.interfaceName());
    variables.put("pid", Long.toString(ProcessHandle.current().pid()));
    if (event.reason() != HookReason.PREINIT) {
      variables.putAll(HookVariables.requested(setting.requestedOptions(), settings.options()));
    }
    add(variables, event.lease(), "new_");
    add(variables, event.previous(), "old_");
    runner.submit(event.reason(), variables);
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

  /// Waits until all programs that are due have run, within their limits.
  @Override
  public void close() {
    runner.close();
  }
}
