/// The lessor command.
package org.lessor.cli;
