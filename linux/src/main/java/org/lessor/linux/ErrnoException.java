package org.lessor.linux;

import java.io.IOException;

/// A system call that failed: what was attempted, why it failed, and what to do where that is
/// known.
///
/// `bind 0.0.0.0:67: EACCES (permission denied): a port below 1024 needs CAP_NET_BIND_SERVICE ...`
public final class ErrnoException extends IOException {
  private static final long serialVersionUID = 1L;

  private static final String MORE_FILES =
      "raise the limit of open files, by \"ulimit -n\" or LimitNOFILE= of the service";

  private final int errno;
  private final String attempted;
  private final String remedy;

  /// A failure for which no remedy is known.
  public ErrnoException(String attempted, int errno) {
    this(attempted, errno, "");
  }

  /// A failure of `attempted` (`bind 0.0.0.0:67`) with a positive `errno`; `remedy` is a plain
  /// sentence, or empty: then that of `errno` itself, where there is one.
  public ErrnoException(String attempted, int errno, String remedy) {
    super(
        attempted
            + ": "
            + Errno.describe(errno)
            + (remedyOf(errno, remedy).isEmpty() ? "" : ": " + remedyOf(errno, remedy)));
    this.errno = errno;
    this.attempted = attempted;
    this.remedy = remedyOf(errno, remedy);
  }

  private static String remedyOf(int errno, String remedy) {
    return remedy.isEmpty() && errno == Errno.EMFILE ? MORE_FILES : remedy;
  }

  /// `result` where it is 0 or more; otherwise throws, with `result` as `-errno`.
  public static int check(int result, String attempted) throws ErrnoException {
    if (result < 0) {
      throw new ErrnoException(attempted, -result);
    }
    return result;
  }

  /// As [#check(int, String)]; where `errno` is `EPERM` or `EACCES`, the message says that
  /// `capability` is what is missing.
  public static int check(int result, String attempted, Capability capability)
      throws ErrnoException {
    if (result < 0) {
      boolean refused = -result == Errno.EPERM || -result == Errno.EACCES;
      throw new ErrnoException(attempted, -result, refused ? capability.remedy() : "");
    }
    return result;
  }

  /// The number, as in [Errno].
  public int errno() {
    return errno;
  }

  /// What was attempted, on what: `bind 0.0.0.0:67`.
  public String attempted() {
    return attempted;
  }

  /// What to do, as a plain sentence; empty where nothing is known.
  public String remedy() {
    return remedy;
  }
}
