# The numbers are in heatmap-passkey-digits-2-symbols-16.tsv.
#   gnuplot heatmap-passkey-digits-2-symbols-16.gp                      draws heatmap-passkey-digits-2-symbols-16.svg
#   gnuplot -e "format='pdf'" heatmap-passkey-digits-2-symbols-16.gp   draws heatmap-passkey-digits-2-symbols-16.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Find the one key in filler (digits 2, symbols 16), trained to 16'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-passkey-digits-2-symbols-16'
lengths = 7
array length[7] = [8.0, 16.0, 20.0, 24.0, 32.0, 48.0, 64.0]
borders = '16'
borders_words = ''
array trained[36]
trained[1] = 16
trained[2] = 16
trained[3] = 16
trained[4] = 16
trained[5] = 16
trained[6] = 16
trained[7] = 16
trained[8] = 16
trained[9] = 16
trained[10] = 16
trained[11] = 16
trained[12] = 16
trained[13] = 16
trained[14] = 16
trained[15] = 16
trained[16] = 16
trained[17] = 16
trained[18] = 16
trained[19] = 16
trained[20] = 16
trained[21] = 16
trained[22] = 16
trained[23] = 16
trained[24] = 16
trained[25] = 16
trained[26] = 16
trained[27] = 16
trained[28] = 16
trained[29] = 16
trained[30] = 16
trained[31] = 16
trained[32] = 16
trained[33] = 16
trained[34] = 16
trained[35] = 16
trained[36] = 16
metric = 'exact match'
crossed = 0
values = 95
array value[95] = [0.1125, 0.20750000000000002, 0.2175, 0.22, 0.32999999999999996, 0.3625, 0.3825, 0.4125, 0.4175, 0.4525, 0.46, 0.47250000000000003, 0.5125, 0.515, 0.5325, 0.55, 0.5525, 0.56, 0.575, 0.5800000000000001, 0.61, 0.65, 0.6699999999999999, 0.68, 0.685, 0.69, 0.695, 0.6975, 0.72, 0.74, 0.7625, 0.7675000000000001, 0.7725, 0.775, 0.7925, 0.7975, 0.8049999999999999, 0.8075, 0.8125, 0.8275, 0.8325, 0.835, 0.8374999999999999, 0.8400000000000001, 0.8425, 0.8474999999999999, 0.85, 0.8500000000000001, 0.855, 0.86, 0.8625, 0.865, 0.8674999999999999, 0.87, 0.8725, 0.875, 0.8775, 0.88, 0.8825000000000001, 0.89, 0.91, 0.9125000000000001, 0.9175, 0.9225, 0.9225000000000001, 0.925, 0.9299999999999999, 0.9325, 0.935, 0.9375, 0.94, 0.9425, 0.9450000000000001, 0.9475, 0.95, 0.9524999999999999, 0.9525, 0.955, 0.9575, 0.96, 0.965, 0.9650000000000001, 0.9675, 0.97, 0.975, 0.9775, 0.98, 0.9824999999999999, 0.985, 0.9875, 0.99, 0.9924999999999999, 0.995, 0.9975, 1.0]
series = 36
own_colours = 0
array label[36]
array tic[36]
array style[36]
array runs[36]
array fitted[36]
label[1] = 'nope'; tic[1] = 'nope'
style[1] = 1; runs[1] = 2; fitted[1] = 2
label[2] = 'rope'; tic[2] = 'rope'
style[2] = 2; runs[2] = 2; fitted[2] = 2
label[3] = (latex ? 'rope \textgreater{} +dpe' : 'rope > +dpe'); tic[3] = (latex ? 'rope \textgreater{} +dpe' : 'rope > +dpe')
style[3] = 3; runs[3] = 2; fitted[3] = 2
label[4] = (latex ? 'rope \textgreater{} +lm-infinite' : 'rope > +lm-infinite'); tic[4] = (latex ? 'rope \textgreater{} +lm-infinite' : 'rope > +lm-infinite')
style[4] = 4; runs[4] = 2; fitted[4] = 2
label[5] = (latex ? 'rope \textgreater{} +longrope2' : 'rope > +longrope2'); tic[5] = (latex ? 'rope \textgreater{} +longrope2' : 'rope > +longrope2')
style[5] = 5; runs[5] = 2; fitted[5] = 2
label[6] = (latex ? 'rope \textgreater{} +ms-poe' : 'rope > +ms-poe'); tic[6] = (latex ? 'rope \textgreater{} +ms-poe' : 'rope > +ms-poe')
style[6] = 6; runs[6] = 2; fitted[6] = 2
label[7] = (latex ? 'rope \textgreater{} +string' : 'rope > +string'); tic[7] = (latex ? 'rope \textgreater{} +string' : 'rope > +string')
style[7] = 7; runs[7] = 2; fitted[7] = 2
label[8] = 'alibi'; tic[8] = 'alibi'
style[8] = 8; runs[8] = 2; fitted[8] = 2
label[9] = 'evq-cosh'; tic[9] = 'evq-cosh'
style[9] = 9; runs[9] = 2; fitted[9] = 2
label[10] = 'rope-id'; tic[10] = 'rope-id'
style[10] = 10; runs[10] = 2; fitted[10] = 2
label[11] = 'rope-pp'; tic[11] = 'rope-pp'
style[11] = 11; runs[11] = 2; fitted[11] = 2
label[12] = 'carope'; tic[12] = 'carope'
style[12] = 12; runs[12] = 2; fitted[12] = 2
label[13] = 'repo'; tic[13] = 'repo'
style[13] = 13; runs[13] = 2; fitted[13] = 2
label[14] = 'tisa'; tic[14] = 'tisa'
style[14] = 14; runs[14] = 2; fitted[14] = 2
label[15] = 'bam'; tic[15] = 'bam'
style[15] = 15; runs[15] = 2; fitted[15] = 2
label[16] = 'ape-decay'; tic[16] = 'ape-decay'
style[16] = 16; runs[16] = 2; fitted[16] = 2
label[17] = 'rope+pose'; tic[17] = 'rope+pose'
style[17] = 17; runs[17] = 2; fitted[17] = 2
label[18] = 'rope+cream'; tic[18] = 'rope+cream'
style[18] = 18; runs[18] = 2; fitted[18] = 2
label[19] = 'rope+qk-norm'; tic[19] = 'rope+qk-norm'
style[19] = 19; runs[19] = 2; fitted[19] = 2
label[20] = 'rope+soft-cap'; tic[20] = 'rope+soft-cap'
style[20] = 20; runs[20] = 2; fitted[20] = 2
label[21] = 'rope+differential'; tic[21] = 'rope+differential'
style[21] = 21; runs[21] = 2; fitted[21] = 2
label[22] = 'rope+output-gate'; tic[22] = 'rope+output-gate'
style[22] = 22; runs[22] = 2; fitted[22] = 2
label[23] = 'rope+stieltjes'; tic[23] = 'rope+stieltjes'
style[23] = 23; runs[23] = 2; fitted[23] = 2
label[24] = 'rope+softpick'; tic[24] = 'rope+softpick'
style[24] = 24; runs[24] = 2; fitted[24] = 2
label[25] = 'rope+sigmoid'; tic[25] = 'rope+sigmoid'
style[25] = 25; runs[25] = 2; fitted[25] = 2
label[26] = 'rope+laser'; tic[26] = 'rope+laser'
style[26] = 26; runs[26] = 2; fitted[26] = 2
label[27] = 'tra'; tic[27] = 'tra'
style[27] = 27; runs[27] = 2; fitted[27] = 2
label[28] = 'linear-attention'; tic[28] = 'linear-attention'
style[28] = 28; runs[28] = 2; fitted[28] = 2
label[29] = 'retnet'; tic[29] = 'retnet'
style[29] = 29; runs[29] = 2; fitted[29] = 2
label[30] = 'deltanet'; tic[30] = 'deltanet'
style[30] = 30; runs[30] = 2; fitted[30] = 2
label[31] = 'deltanet to 2'; tic[31] = 'deltanet to 2'
style[31] = 31; runs[31] = 2; fitted[31] = 2
label[32] = 'gated-deltanet'; tic[32] = 'gated-deltanet'
style[32] = 32; runs[32] = 2; fitted[32] = 2
label[33] = 'gla'; tic[33] = 'gla'
style[33] = 33; runs[33] = 2; fitted[33] = 2
label[34] = 'kda'; tic[34] = 'kda'
style[34] = 34; runs[34] = 2; fitted[34] = 2
label[35] = 'mamba-2'; tic[35] = 'mamba-2'
style[35] = 35; runs[35] = 2; fitted[35] = 2
label[36] = 'nope looped'; tic[36] = 'nope looped'
style[36] = 36; runs[36] = 2; fitted[36] = 2

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
