/** What a user of Deeplearning4j would write; see docs/deeplearning4j.md. */
package org.panderm4j.dl4j.example;
