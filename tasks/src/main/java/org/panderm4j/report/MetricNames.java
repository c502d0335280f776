package org.panderm4j.report;

/** What a page calls the metrics in its tables. */
interface MetricNames {
    /** Of a metric, in a reader's words. */
    String title(String metric);
}
