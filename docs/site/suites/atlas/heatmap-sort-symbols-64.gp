# The numbers are in heatmap-sort-symbols-64.tsv.
#   gnuplot heatmap-sort-symbols-64.gp                      draws heatmap-sort-symbols-64.svg
#   gnuplot -e "format='pdf'" heatmap-sort-symbols-64.gp   draws heatmap-sort-symbols-64.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Sort values in ascending order (symbols 64), trained to 16'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-sort-symbols-64'
lengths = 6
array length[6] = [16.0, 20.0, 24.0, 32.0, 48.0, 64.0]
borders = '16'
borders_words = ''
array trained[111]
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
trained[37] = 16
trained[38] = 16
trained[39] = 16
trained[40] = 16
trained[41] = 16
trained[42] = 16
trained[43] = 16
trained[44] = 16
trained[45] = 16
trained[46] = 16
trained[47] = 16
trained[48] = 16
trained[49] = 16
trained[50] = 16
trained[51] = 16
trained[52] = 16
trained[53] = 16
trained[54] = 16
trained[55] = 16
trained[56] = 16
trained[57] = 16
trained[58] = 16
trained[59] = 16
trained[60] = 16
trained[61] = 16
trained[62] = 16
trained[63] = 16
trained[64] = 16
trained[65] = 16
trained[66] = 16
trained[67] = 16
trained[68] = 16
trained[69] = 16
trained[70] = 16
trained[71] = 16
trained[72] = 16
trained[73] = 16
trained[74] = 16
trained[75] = 16
trained[76] = 16
trained[77] = 16
trained[78] = 16
trained[79] = 16
trained[80] = 16
trained[81] = 16
trained[82] = 16
trained[83] = 16
trained[84] = 16
trained[85] = 16
trained[86] = 16
trained[87] = 16
trained[88] = 16
trained[89] = 16
trained[90] = 16
trained[91] = 16
trained[92] = 16
trained[93] = 16
trained[94] = 16
trained[95] = 16
trained[96] = 16
trained[97] = 16
trained[98] = 16
trained[99] = 16
trained[100] = 16
trained[101] = 16
trained[102] = 16
trained[103] = 16
trained[104] = 16
trained[105] = 16
trained[106] = 16
trained[107] = 16
trained[108] = 16
trained[109] = 16
trained[110] = 16
trained[111] = 16
metric = 'exact match'
crossed = 0
values = 83
array value[83] = [0.0, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.09, 0.1, 0.11, 0.12, 0.13, 0.14, 0.15, 0.16, 0.17, 0.18, 0.22, 0.25, 0.26, 0.27, 0.28, 0.29, 0.3, 0.31, 0.32, 0.33, 0.34, 0.37, 0.39, 0.4, 0.41, 0.42, 0.45, 0.46, 0.47, 0.48, 0.49, 0.5, 0.51, 0.52, 0.53, 0.54, 0.56, 0.59, 0.6, 0.61, 0.62, 0.63, 0.64, 0.65, 0.66, 0.67, 0.68, 0.69, 0.7, 0.72, 0.73, 0.74, 0.75, 0.76, 0.77, 0.78, 0.79, 0.81, 0.82, 0.84, 0.85, 0.86, 0.88, 0.89, 0.9, 0.91, 0.92, 0.93, 0.94, 0.95, 0.96, 0.97, 0.98, 0.99, 1.0]
series = 111
own_colours = 0
array label[111]
array tic[111]
array style[111]
array runs[111]
array fitted[111]
label[1] = 'nope'; tic[1] = 'nope'
style[1] = 1; runs[1] = 1; fitted[1] = 1
label[2] = 'sinusoidal'; tic[2] = 'sinusoidal'
style[2] = 2; runs[2] = 1; fitted[2] = 1
label[3] = 'sinusoidal-scaled'; tic[3] = 'sinusoidal-scaled'
style[3] = 3; runs[3] = 1; fitted[3] = 1
label[4] = 'learned'; tic[4] = 'learned'
style[4] = 4; runs[4] = 1; fitted[4] = 1
label[5] = 'fourier'; tic[5] = 'fourier'
style[5] = 5; runs[5] = 1; fitted[5] = 1
label[6] = 'tupe'; tic[6] = 'tupe'
style[6] = 6; runs[6] = 1; fitted[6] = 1
label[7] = 'tupe-r'; tic[7] = 'tupe-r'
style[7] = 7; runs[7] = 1; fitted[7] = 1
label[8] = 'shaw'; tic[8] = 'shaw'
style[8] = 8; runs[8] = 1; fitted[8] = 1
label[9] = 'music'; tic[9] = 'music'
style[9] = 9; runs[9] = 1; fitted[9] = 1
label[10] = 'transformer-xl'; tic[10] = 'transformer-xl'
style[10] = 10; runs[10] = 1; fitted[10] = 1
label[11] = 'deberta'; tic[11] = 'deberta'
style[11] = 11; runs[11] = 1; fitted[11] = 1
label[12] = 'wavelet'; tic[12] = 'wavelet'
style[12] = 12; runs[12] = 1; fitted[12] = 1
label[13] = 't5'; tic[13] = 't5'
style[13] = 13; runs[13] = 1; fitted[13] = 1
label[14] = 'alibi'; tic[14] = 'alibi'
style[14] = 14; runs[14] = 1; fitted[14] = 1
label[15] = 'alibi-learned'; tic[15] = 'alibi-learned'
style[15] = 15; runs[15] = 1; fitted[15] = 1
label[16] = 'kerple-log'; tic[16] = 'kerple-log'
style[16] = 16; runs[16] = 1; fitted[16] = 1
label[17] = 'kerple-power'; tic[17] = 'kerple-power'
style[17] = 17; runs[17] = 1; fitted[17] = 1
label[18] = 'tisa'; tic[18] = 'tisa'
style[18] = 18; runs[18] = 1; fitted[18] = 1
label[19] = 'bam'; tic[19] = 'bam'
style[19] = 19; runs[19] = 1; fitted[19] = 1
label[20] = 'ape-decay'; tic[20] = 'ape-decay'
style[20] = 20; runs[20] = 1; fitted[20] = 1
label[21] = 'sandwich'; tic[21] = 'sandwich'
style[21] = 21; runs[21] = 1; fitted[21] = 1
label[22] = 'mixture'; tic[22] = 'mixture'
style[22] = 22; runs[22] = 1; fitted[22] = 1
label[23] = 'fire'; tic[23] = 'fire'
style[23] = 23; runs[23] = 1; fitted[23] = 1
label[24] = 'nape'; tic[24] = 'nape'
style[24] = 24; runs[24] = 1; fitted[24] = 1
label[25] = 'rope'; tic[25] = 'rope'
style[25] = 25; runs[25] = 1; fitted[25] = 1
label[26] = (latex ? 'rope \textgreater{} +adaptive-temperature' : 'rope > +adaptive-temperature'); tic[26] = (latex ? 'rope \textgreater{} +adaptive-temperature' : 'rope > +adaptive-temperature')
style[26] = 26; runs[26] = 1; fitted[26] = 1
label[27] = (latex ? 'rope \textgreater{} +dca' : 'rope > +dca'); tic[27] = (latex ? 'rope \textgreater{} +dca' : 'rope > +dca')
style[27] = 27; runs[27] = 1; fitted[27] = 1
label[28] = (latex ? 'rope \textgreater{} +dpe' : 'rope > +dpe'); tic[28] = (latex ? 'rope \textgreater{} +dpe' : 'rope > +dpe')
style[28] = 28; runs[28] = 1; fitted[28] = 1
label[29] = (latex ? 'rope \textgreater{} +dynamic-ntk' : 'rope > +dynamic-ntk'); tic[29] = (latex ? 'rope \textgreater{} +dynamic-ntk' : 'rope > +dynamic-ntk')
style[29] = 29; runs[29] = 1; fitted[29] = 1
label[30] = (latex ? 'rope \textgreater{} +head-scale' : 'rope > +head-scale'); tic[30] = (latex ? 'rope \textgreater{} +head-scale' : 'rope > +head-scale')
style[30] = 30; runs[30] = 1; fitted[30] = 1
label[31] = (latex ? 'rope \textgreater{} +jet-long' : 'rope > +jet-long'); tic[31] = (latex ? 'rope \textgreater{} +jet-long' : 'rope > +jet-long')
style[31] = 31; runs[31] = 1; fitted[31] = 1
label[32] = (latex ? 'rope \textgreater{} +leaky-rerope' : 'rope > +leaky-rerope'); tic[32] = (latex ? 'rope \textgreater{} +leaky-rerope' : 'rope > +leaky-rerope')
style[32] = 32; runs[32] = 1; fitted[32] = 1
label[33] = (latex ? 'rope \textgreater{} +lm-infinite' : 'rope > +lm-infinite'); tic[33] = (latex ? 'rope \textgreater{} +lm-infinite' : 'rope > +lm-infinite')
style[33] = 33; runs[33] = 1; fitted[33] = 1
label[34] = (latex ? 'rope \textgreater{} +longrope' : 'rope > +longrope'); tic[34] = (latex ? 'rope \textgreater{} +longrope' : 'rope > +longrope')
style[34] = 34; runs[34] = 1; fitted[34] = 1
label[35] = (latex ? 'rope \textgreater{} +longrope2' : 'rope > +longrope2'); tic[35] = (latex ? 'rope \textgreater{} +longrope2' : 'rope > +longrope2')
style[35] = 35; runs[35] = 1; fitted[35] = 1
label[36] = (latex ? 'rope \textgreater{} +ms-poe' : 'rope > +ms-poe'); tic[36] = (latex ? 'rope \textgreater{} +ms-poe' : 'rope > +ms-poe')
style[36] = 36; runs[36] = 1; fitted[36] = 1
label[37] = (latex ? 'rope \textgreater{} +ntk' : 'rope > +ntk'); tic[37] = (latex ? 'rope \textgreater{} +ntk' : 'rope > +ntk')
style[37] = 37; runs[37] = 1; fitted[37] = 1
label[38] = (latex ? 'rope \textgreater{} +ntk-by-parts' : 'rope > +ntk-by-parts'); tic[38] = (latex ? 'rope \textgreater{} +ntk-by-parts' : 'rope > +ntk-by-parts')
style[38] = 38; runs[38] = 1; fitted[38] = 1
label[39] = (latex ? 'rope \textgreater{} +pi' : 'rope > +pi'); tic[39] = (latex ? 'rope \textgreater{} +pi' : 'rope > +pi')
style[39] = 39; runs[39] = 1; fitted[39] = 1
label[40] = (latex ? 'rope \textgreater{} +rerope' : 'rope > +rerope'); tic[40] = (latex ? 'rope \textgreater{} +rerope' : 'rope > +rerope')
style[40] = 40; runs[40] = 1; fitted[40] = 1
label[41] = (latex ? 'rope \textgreater{} +self-extend' : 'rope > +self-extend'); tic[41] = (latex ? 'rope \textgreater{} +self-extend' : 'rope > +self-extend')
style[41] = 41; runs[41] = 1; fitted[41] = 1
label[42] = (latex ? 'rope \textgreater{} +sinks' : 'rope > +sinks'); tic[42] = (latex ? 'rope \textgreater{} +sinks' : 'rope > +sinks')
style[42] = 42; runs[42] = 1; fitted[42] = 1
label[43] = (latex ? 'rope \textgreater{} +string' : 'rope > +string'); tic[43] = (latex ? 'rope \textgreater{} +string' : 'rope > +string')
style[43] = 43; runs[43] = 1; fitted[43] = 1
label[44] = (latex ? 'rope \textgreater{} +yarn' : 'rope > +yarn'); tic[44] = (latex ? 'rope \textgreater{} +yarn' : 'rope > +yarn')
style[44] = 44; runs[44] = 1; fitted[44] = 1
label[45] = 'rope-partial'; tic[45] = 'rope-partial'
style[45] = 45; runs[45] = 1; fitted[45] = 1
label[46] = 'p-rope'; tic[46] = 'p-rope'
style[46] = 46; runs[46] = 1; fitted[46] = 1
label[47] = 'hope'; tic[47] = 'hope'
style[47] = 47; runs[47] = 1; fitted[47] = 1
label[48] = 'rope-clip'; tic[48] = 'rope-clip'
style[48] = 48; runs[48] = 1; fitted[48] = 1
label[49] = 'resonance'; tic[49] = 'resonance'
style[49] = 49; runs[49] = 1; fitted[49] = 1
label[50] = 'evq-cosh'; tic[50] = 'evq-cosh'
style[50] = 50; runs[50] = 1; fitted[50] = 1
label[51] = 'rope-id'; tic[51] = 'rope-id'
style[51] = 51; runs[51] = 1; fitted[51] = 1
label[52] = 'rope-pp'; tic[52] = 'rope-pp'
style[52] = 52; runs[52] = 1; fitted[52] = 1
label[53] = 'rope-learned'; tic[53] = 'rope-learned'
style[53] = 53; runs[53] = 1; fitted[53] = 1
label[54] = 'xpos'; tic[54] = 'xpos'
style[54] = 54; runs[54] = 1; fitted[54] = 1
label[55] = 'clex'; tic[55] = 'clex'
style[55] = 55; runs[55] = 1; fitted[55] = 1
label[56] = 'fope'; tic[56] = 'fope'
style[56] = 56; runs[56] = 1; fitted[56] = 1
label[57] = 'pope'; tic[57] = 'pope'
style[57] = 57; runs[57] = 1; fitted[57] = 1
label[58] = 'cpe'; tic[58] = 'cpe'
style[58] = 58; runs[58] = 1; fitted[58] = 1
label[59] = 'canon'; tic[59] = 'canon'
style[59] = 59; runs[59] = 1; fitted[59] = 1
label[60] = 'token-shift'; tic[60] = 'token-shift'
style[60] = 60; runs[60] = 1; fitted[60] = 1
label[61] = 'rope+cpe'; tic[61] = 'rope+cpe'
style[61] = 61; runs[61] = 1; fitted[61] = 1
label[62] = 'rope+canon'; tic[62] = 'rope+canon'
style[62] = 62; runs[62] = 1; fitted[62] = 1
label[63] = 'learned+random'; tic[63] = 'learned+random'
style[63] = 63; runs[63] = 1; fitted[63] = 1
label[64] = 'learned+shift'; tic[64] = 'learned+shift'
style[64] = 64; runs[64] = 1; fitted[64] = 1
label[65] = 'learned+cape'; tic[65] = 'learned+cape'
style[65] = 65; runs[65] = 1; fitted[65] = 1
label[66] = 'rope+random'; tic[66] = 'rope+random'
style[66] = 66; runs[66] = 1; fitted[66] = 1
label[67] = 'rope+random-float'; tic[67] = 'rope+random-float'
style[67] = 67; runs[67] = 1; fitted[67] = 1
label[68] = 'rope+shift'; tic[68] = 'rope+shift'
style[68] = 68; runs[68] = 1; fitted[68] = 1
label[69] = 'rope+pose'; tic[69] = 'rope+pose'
style[69] = 69; runs[69] = 1; fitted[69] = 1
label[70] = 'rope+cream'; tic[70] = 'rope+cream'
style[70] = 70; runs[70] = 1; fitted[70] = 0
label[71] = 'cope'; tic[71] = 'cope'
style[71] = 71; runs[71] = 1; fitted[71] = 1
label[72] = 'fox'; tic[72] = 'fox'
style[72] = 72; runs[72] = 1; fitted[72] = 1
label[73] = 'cable'; tic[73] = 'cable'
style[73] = 73; runs[73] = 1; fitted[73] = 1
label[74] = 'path'; tic[74] = 'path'
style[74] = 74; runs[74] = 1; fitted[74] = 1
label[75] = 'path-fox'; tic[75] = 'path-fox'
style[75] = 75; runs[75] = 1; fitted[75] = 1
label[76] = 'grape-a'; tic[76] = 'grape-a'
style[76] = 76; runs[76] = 1; fitted[76] = 1
label[77] = 'grape-ap'; tic[77] = 'grape-ap'
style[77] = 77; runs[77] = 1; fitted[77] = 1
label[78] = 'selective-rope'; tic[78] = 'selective-rope'
style[78] = 78; runs[78] = 1; fitted[78] = 1
label[79] = 'carope'; tic[79] = 'carope'
style[79] = 79; runs[79] = 1; fitted[79] = 1
label[80] = 'repo'; tic[80] = 'repo'
style[80] = 80; runs[80] = 1; fitted[80] = 1
label[81] = 'selective-attention'; tic[81] = 'selective-attention'
style[81] = 81; runs[81] = 1; fitted[81] = 1
label[82] = 'tra'; tic[82] = 'tra'
style[82] = 82; runs[82] = 1; fitted[82] = 0
label[83] = 'dape'; tic[83] = 'dape'
style[83] = 83; runs[83] = 1; fitted[83] = 1
label[84] = 'dape-v2'; tic[84] = 'dape-v2'
style[84] = 84; runs[84] = 1; fitted[84] = 1
label[85] = 'adaptive-span'; tic[85] = 'adaptive-span'
style[85] = 85; runs[85] = 1; fitted[85] = 1
label[86] = 'rope+window'; tic[86] = 'rope+window'
style[86] = 86; runs[86] = 1; fitted[86] = 0
label[87] = 'hard-alibi'; tic[87] = 'hard-alibi'
style[87] = 87; runs[87] = 1; fitted[87] = 1
label[88] = 'rope+softmax1'; tic[88] = 'rope+softmax1'
style[88] = 88; runs[88] = 1; fitted[88] = 1
label[89] = 'rope+sink'; tic[89] = 'rope+sink'
style[89] = 89; runs[89] = 1; fitted[89] = 1
label[90] = 'rope+entmax'; tic[90] = 'rope+entmax'
style[90] = 90; runs[90] = 1; fitted[90] = 1
label[91] = 'rope+asentmax'; tic[91] = 'rope+asentmax'
style[91] = 91; runs[91] = 1; fitted[91] = 1
label[92] = 'rope+stieltjes'; tic[92] = 'rope+stieltjes'
style[92] = 92; runs[92] = 1; fitted[92] = 1
label[93] = 'rope+softpick'; tic[93] = 'rope+softpick'
style[93] = 93; runs[93] = 1; fitted[93] = 1
label[94] = 'rope+sigmoid'; tic[94] = 'rope+sigmoid'
style[94] = 94; runs[94] = 1; fitted[94] = 1
label[95] = 'rope+ssmax'; tic[95] = 'rope+ssmax'
style[95] = 95; runs[95] = 1; fitted[95] = 1
label[96] = 'rope+logn'; tic[96] = 'rope+logn'
style[96] = 96; runs[96] = 1; fitted[96] = 1
label[97] = 'rope+llama4-temperature'; tic[97] = 'rope+llama4-temperature'
style[97] = 97; runs[97] = 1; fitted[97] = 1
label[98] = 'stick-breaking'; tic[98] = 'stick-breaking'
style[98] = 98; runs[98] = 1; fitted[98] = 1
label[99] = 'rope+qk-norm'; tic[99] = 'rope+qk-norm'
style[99] = 99; runs[99] = 1; fitted[99] = 1
label[100] = 'rope+soft-cap'; tic[100] = 'rope+soft-cap'
style[100] = 100; runs[100] = 1; fitted[100] = 1
label[101] = 'rope+differential'; tic[101] = 'rope+differential'
style[101] = 101; runs[101] = 1; fitted[101] = 1
label[102] = 'rope+laser'; tic[102] = 'rope+laser'
style[102] = 102; runs[102] = 1; fitted[102] = 1
label[103] = 'rope+output-gate'; tic[103] = 'rope+output-gate'
style[103] = 103; runs[103] = 1; fitted[103] = 1
label[104] = 'linear-attention'; tic[104] = 'linear-attention'
style[104] = 104; runs[104] = 1; fitted[104] = 1
label[105] = 'retnet'; tic[105] = 'retnet'
style[105] = 105; runs[105] = 1; fitted[105] = 1
label[106] = 'deltanet'; tic[106] = 'deltanet'
style[106] = 106; runs[106] = 1; fitted[106] = 1
label[107] = 'deltanet to 2'; tic[107] = 'deltanet to 2'
style[107] = 107; runs[107] = 1; fitted[107] = 1
label[108] = 'gated-deltanet'; tic[108] = 'gated-deltanet'
style[108] = 108; runs[108] = 1; fitted[108] = 1
label[109] = 'gla'; tic[109] = 'gla'
style[109] = 109; runs[109] = 1; fitted[109] = 1
label[110] = 'kda'; tic[110] = 'kda'
style[110] = 110; runs[110] = 1; fitted[110] = 1
label[111] = 'mamba-2'; tic[111] = 'mamba-2'
style[111] = 111; runs[111] = 1; fitted[111] = 1

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
