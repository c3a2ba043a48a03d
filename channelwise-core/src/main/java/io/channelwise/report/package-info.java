/**
 * The run report: one HTML file that opens from disk without a network and shows how a training run went.
 *
 * <p>{@link io.channelwise.report.RunReport} says what the page shows, {@link io.channelwise.report.HtmlReport} writes
 * it. The page itself (markup, style sheet, scripts) lies in the resources of this package.
 */
package io.channelwise.report;
