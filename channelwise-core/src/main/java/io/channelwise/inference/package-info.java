/** Trained networks in use: classifying images, and scoring a network on labelled ones. */
package io.channelwise.inference;
