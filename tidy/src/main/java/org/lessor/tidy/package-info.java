/// The house rules, as tests over the classes and files of the other modules.
package org.lessor.tidy;
