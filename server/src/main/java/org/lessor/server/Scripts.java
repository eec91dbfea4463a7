package org.lessor.server;

/// Where calls of the operator's script go (Kea: library run_script). Any thread may call.
public interface Scripts {
  /// No script.
  Scripts NONE =
      new Scripts() {
        @Override
        public boolean wanted() {
          return false;
        }

        @Override
        public void call(ScriptCall call) {
          throw new AssertionError("nobody wants to be called: " + call);
        }
      };

  /// Whether there is a script to call.
  boolean wanted();

  /// Has the script called, sooner or later; does not wait for it.
  void call(ScriptCall call);
}
