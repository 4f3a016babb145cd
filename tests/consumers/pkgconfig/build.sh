#!/bin/sh
# build.sh SOURCE PROGRAM: compiles and links with what distarray.pc says.
set -eu
libdir=$(pkg-config --variable=libdir distarray)
${MPICC:-mpicc} -std=c99 -Wall -Wextra -Werror $(pkg-config --cflags distarray) "$1" -o "$2" \
  $(pkg-config --libs distarray) -Wl,-rpath,"$libdir"
