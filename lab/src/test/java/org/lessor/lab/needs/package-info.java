/// What tests need of the machine: root, namespaces, programs. A test whose need is not met is
/// skipped, and its report says why; where `CI` is `true` it fails instead.
package org.lessor.lab.needs;
