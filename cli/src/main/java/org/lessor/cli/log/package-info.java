/// Where log lines go and in what form.
package org.lessor.cli.log;
