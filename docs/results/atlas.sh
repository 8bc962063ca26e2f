#!/bin/sh
# Draw the charts of docs/results/atlas.md from its record: docs/results/atlas.sh BINARY. A chart has the schemes of one group on copying, on
# recall and on a regular language, beside no positions and RoPE.
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
draw biases 'nope;rope;t5;alibi;alibi-learned;kerple-log;kerple-power;sandwich;fire;mixture'
draw biases-2026 'nope;rope;tisa;bam;ape-decay;nape;hard-alibi;adaptive-span;dape;dape-v2'
draw rotations 'nope;rope;rope-partial;p-rope;hope;rope-clip;resonance;xpos;clex;fope'
draw rotations-2026 'nope;rope;evq-cosh;rope-id;rope-pp;rope-learned;pope;repo;carope;selective-rope'
draw convolutions 'nope;rope;cpe;canon;token-shift;rope+cpe;rope+canon'
draw positions 'nope;rope;learned+random;learned+shift;learned+cape;rope+random;rope+random-float;rope+shift;rope+pose;rope+cream'
draw content 'nope;rope;cope;fox;cable;path;path-fox;grape-a;grape-ap;selective-attention'
draw weights 'nope;rope;rope+softmax1;rope+sink;rope+entmax;rope+asentmax;rope+stieltjes;rope+softpick;rope+sigmoid;stick-breaking'
draw temperatures 'nope;rope;rope+ssmax;rope+logn;rope+llama4-temperature;rope+qk-norm;rope+soft-cap;rope+differential;rope+laser;rope+output-gate'
draw mixers 'nope;rope;linear-attention;retnet;deltanet;deltanet to 2;gated-deltanet;gla;kda;mamba-2'
