/**
 * ONNX Runtime: towers written as ONNX files (ONNX IR specification, protobuf encoding) and run.
 *
 * <p>In: a tower, weights, batches. Out: features; a folder that holds the model meanwhile. None of its business: reading ONNX.
 */
package org.panderm4j.peers.onnx;
