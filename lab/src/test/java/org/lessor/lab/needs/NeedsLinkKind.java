package org.lessor.lab.needs;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/// The test, or all tests of the class, run only where the kernel has links of this kind (see
/// [Need.LinkKind]).
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsCondition.class)
public @interface NeedsLinkKind {
  /// The kind, such as `vlan`.
  String value();
}
