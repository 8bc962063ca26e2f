#!/bin/sh
# Draw the charts of docs/results/atlas.md from its record: docs/results/atlas.sh BINARY. A chart has the schemes of one group on copying, on
# recall and on a regular language, beside no positions and RoPE; at most eight, which is as many as have a colour of their own.
set -eu
lexbench=$1
record=docs/results/atlas/results.sqlite.zst
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

draw() { # name, schemes
    "$lexbench" plot atlas --db $record --figure overview --width full --format svg --out "$work" --schemes "$2" \
        --tasks 'copy(symbols=64);recall(grow=gap,keys=8,values=8,pairs=4);regular(language=tomita-4)' >/dev/null
    mv "$work/overview.svg" "docs/results/atlas/$1.svg"
    rm -f "$work"/*
}
# Of RoPE under the rules for longer lengths, which are more than lines can show.
map() { # name, task
    "$lexbench" plot atlas --db $record --figure heatmap --width full --format svg --out "$work" --schemes rope --tasks "$2" >/dev/null
    mv "$work"/heatmap-*.svg "docs/results/atlas/$1.svg"
    rm -f "$work"/*
}
map rules-copy 'copy(symbols=64)'
map rules-recall 'recall(grow=gap,keys=8,values=8,pairs=4)'
map rules-regular 'regular(language=tomita-4)'
draw absolute 'nope;rope;sinusoidal;sinusoidal-scaled;learned;fourier;tupe;tupe-r'
draw relative 'nope;rope;shaw;music;transformer-xl;deberta;wavelet'
draw biases 'nope;rope;t5;alibi;alibi-learned;kerple-log;kerple-power;sandwich'
draw biases-learned 'nope;rope;tisa;bam;ape-decay;fire;nape;mixture'
draw masks 'nope;rope;dape;dape-v2;hard-alibi;adaptive-span;rope+window;selective-attention'
draw rotations 'nope;rope;rope-partial;p-rope;hope;rope-clip;resonance;xpos'
draw rotations-learned 'nope;rope;clex;fope;pope;rope-learned;rope-pp;evq-cosh'
draw convolutions 'nope;rope;cpe;canon;token-shift;rope+cpe;rope+canon'
draw positions 'nope;rope;learned+random;learned+shift;learned+cape;rope+random;rope+random-float;rope+shift'
draw gaps 'nope;rope;rope+pose;rope+cream;rope-id'
draw content 'nope;rope;cope;fox;cable;path;path-fox;stick-breaking'
draw content-rotations 'nope;rope;grape-a;grape-ap;repo;carope;selective-rope;tra'
draw weights 'nope;rope;rope+softmax1;rope+sink;rope+entmax;rope+asentmax;rope+stieltjes;rope+softpick'
draw temperatures 'nope;rope;rope+sigmoid;rope+ssmax;rope+logn;rope+llama4-temperature;rope+qk-norm;rope+soft-cap'
draw gates 'nope;rope;rope+differential;rope+laser;rope+output-gate'
draw mixers 'linear-attention;retnet;deltanet;deltanet to 2;gated-deltanet;gla;kda;mamba-2'
