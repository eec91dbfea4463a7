package org.lessor.linux;

import java.util.Map;

/// The numbers by which Linux calls say why they failed, the same on x86-64 and aarch64.
///
/// Calls on the path of packets return them negated (`-EAGAIN`); everything else throws an
/// [ErrnoException].
public final class Errno {
  public static final int EPERM = 1;
  public static final int ENOENT = 2;
  public static final int ESRCH = 3;
  public static final int EINTR = 4;
  public static final int EIO = 5;
  public static final int ENXIO = 6;
  public static final int EBADF = 9;
  public static final int EAGAIN = 11;
  public static final int ENOMEM = 12;
  public static final int EACCES = 13;
  public static final int EBUSY = 16;
  public static final int EEXIST = 17;
  public static final int ENODEV = 19;
  public static final int EINVAL = 22;
  public static final int EMFILE = 24;
  public static final int ENOSPC = 28;
  public static final int EROFS = 30;
  public static final int ERANGE = 34;
  public static final int EMSGSIZE = 90;
  public static final int EPROTONOSUPPORT = 93;
  public static final int EOPNOTSUPP = 95;
  public static final int EAFNOSUPPORT = 97;
  public static final int EADDRINUSE = 98;
  public static final int EADDRNOTAVAIL = 99;
  public static final int ENETDOWN = 100;
  public static final int ENETUNREACH = 101;
  public static final int ENOBUFS = 105;
  public static final int ECONNREFUSED = 111;
  public static final int EHOSTDOWN = 112;
  public static final int EHOSTUNREACH = 113;
  public static final int ECANCELED = 125;

  private record Meaning(String name, String text) {}

  private static final Map<Integer, Meaning> MEANINGS =
      Map.ofEntries(
          entry(EPERM, "EPERM", "operation not permitted"),
          entry(ENOENT, "ENOENT", "no such file or directory"),
          entry(ESRCH, "ESRCH", "no such process or entry"),
          entry(EINTR, "EINTR", "interrupted"),
          entry(EIO, "EIO", "input/output error"),
          entry(ENXIO, "ENXIO", "no such device or address"),
          entry(EBADF, "EBADF", "bad file descriptor"),
          entry(EAGAIN, "EAGAIN", "nothing there, or no room, at the moment"),
          entry(ENOMEM, "ENOMEM", "out of memory"),
          entry(EACCES, "EACCES", "permission denied"),
          entry(EBUSY, "EBUSY", "busy"),
          entry(EEXIST, "EEXIST", "exists already"),
          entry(ENODEV, "ENODEV", "no such device"),
          entry(EINVAL, "EINVAL", "invalid argument"),
          entry(EMFILE, "EMFILE", "too many open files"),
          entry(ENOSPC, "ENOSPC", "no space left"),
          entry(EROFS, "EROFS", "read-only file system"),
          entry(ERANGE, "ERANGE", "out of range"),
          entry(EMSGSIZE, "EMSGSIZE", "message too long"),
          entry(EPROTONOSUPPORT, "EPROTONOSUPPORT", "protocol not supported"),
          entry(EOPNOTSUPP, "EOPNOTSUPP", "operation not supported"),
          entry(EAFNOSUPPORT, "EAFNOSUPPORT", "address family not supported"),
          entry(EADDRINUSE, "EADDRINUSE", "address in use"),
          entry(EADDRNOTAVAIL, "EADDRNOTAVAIL", "address not available here"),
          entry(ENETDOWN, "ENETDOWN", "network is down"),
          entry(ENETUNREACH, "ENETUNREACH", "network unreachable"),
          entry(ENOBUFS, "ENOBUFS", "no buffer space"),
          entry(ECONNREFUSED, "ECONNREFUSED", "connection refused"),
          entry(EHOSTDOWN, "EHOSTDOWN", "host is down"),
          entry(ECANCELED, "ECANCELED", "cancelled"),
          entry(EHOSTUNREACH, "EHOSTUNREACH", "host unreachable"));

  private Errno() {}

  /// Whether it says that a socket, or the card behind it, has no room for a packet at the moment.
  public static boolean isNoRoom(int errno) {
    return errno == EAGAIN || errno == ENOBUFS;
  }

  private static Map.Entry<Integer, Meaning> entry(int errno, String name, String text) {
    return Map.entry(errno, new Meaning(name, text));
  }

  /// The symbol, such as `EACCES`; `errno 71` for one that this class does not name.
  public static String name(int errno) {
    Meaning meaning = MEANINGS.get(errno);
    return meaning == null ? "errno " + errno : meaning.name();
  }

  /// The symbol and what it means: `EACCES (permission denied)`.
  public static String describe(int errno) {
    Meaning meaning = MEANINGS.get(errno);
    return meaning == null ? "errno " + errno : meaning.name() + " (" + meaning.text() + ")";
  }
}
