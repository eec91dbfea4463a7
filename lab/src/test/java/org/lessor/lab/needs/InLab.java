package org.lessor.lab.needs;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/// The tests of the class take a [org.lessor.lab.net.Lab] as a parameter, each its own, which is
/// closed after the test. A failing test's message shows the lab's evidence. They need root and
/// namespaces.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@NeedsRoot
@NeedsNamespaces
@ExtendWith(LabExtension.class)
public @interface InLab {}
